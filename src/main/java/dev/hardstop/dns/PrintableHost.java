package dev.hardstop.dns;

import java.util.Locale;
import org.xbill.DNS.Name;

/** A host's name out of a stranger's records as a text that may be shown. */
final class PrintableHost {
  /** Stands for a name that no host can have. */
  static final String UNUSABLE = "(no host name)";

  private PrintableHost() {}

  static String of(Name name) {
    String text = name.toString(true).toLowerCase(Locale.ROOT);
    return !text.isEmpty() && text.chars().allMatch(PrintableHost::isHostCharacter)
        ? text
        : UNUSABLE;
  }

  /** Whether an address stands where a host's name must. */
  static boolean isAddress(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static boolean isHostCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  }
}
