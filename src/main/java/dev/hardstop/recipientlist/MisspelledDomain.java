package dev.hardstop.recipientlist;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises misspelled domains of well-known mailbox providers, such as {@code gmial.com} and {@code hotmail.con}.
 * It only suggests the domain that was probably meant. Only the owner of an address can correct it.
 *
 * <p>A false alarm costs more trust than an undetected misspelling. Therefore one edit is accepted only in names that
 * are long and distinctive, and not in their first letter: {@code mail.com}, {@code ymail.com} and {@code email.com}
 * are providers too. Short names such as {@code gmx} and {@code live} are compared exactly, and only with top-level
 * domains that do not exist.
 */
final class MisspelledDomain {
  /** Distinctive names, and the suffixes under which their providers give mailboxes. */
  private static final Map<String, Set<String>> DISTINCTIVE = Map.of(
      "gmail", Set.of("com"),
      "googlemail", Set.of("com"),
      "yahoo", Set.of("com", "co.uk", "co.in", "com.br", "fr", "de", "it", "es", "ca"),
      "hotmail", Set.of("com", "co.uk", "fr", "de", "it", "es"),
      "outlook", Set.of("com", "fr", "de", "it", "es"),
      "icloud", Set.of("com"),
      "protonmail", Set.of("com"),
      "comcast", Set.of("net"),
      "t-online", Set.of("de"),
      "wanadoo", Set.of("fr"));

  /** Names that are too short to accept an edit. */
  private static final Set<String> SHORT = Set.of("aol", "gmx", "live", "mail", "msn");

  /**
   * Misspellings of {@code com} that are not top-level domains (IANA's root zone, November 2026).
   */
  private static final Set<String> NO_TOP_LEVEL_DOMAIN =
      Set.of("con", "cmo", "ocm", "comm", "coom", "ccom", "vom", "xom", "cpm", "clm", "cim", "c0m");

  /** Top-level domains of countries where these providers have no mailboxes. */
  private static final Set<String> OF_COUNTRIES = Set.of("co", "cm", "om");

  /** Existing domains of other owners that are one edit away. */
  private static final Set<String> REAL =
      Set.of("gail.com", "hotmale.com", "outlooks.com", "iclouds.com");

  private MisspelledDomain() {}

  /**
   * The well-known domain that was probably meant.
   *
   * @param domain A-labels, lower case
   */
  static Optional<String> meant(String domain) {
    if (REAL.contains(domain)) {
      return Optional.empty();
    }
    int dot = domain.indexOf('.');
    if (dot < 0) {
      return withoutDot(domain);
    }
    String name = domain.substring(0, dot);
    String suffix = domain.substring(dot + 1);
    Set<String> suffixes = DISTINCTIVE.get(name);
    if (suffixes != null || SHORT.contains(name)) {
      boolean hasCom = suffixes == null || suffixes.contains("com");
      boolean isSlip = NO_TOP_LEVEL_DOMAIN.contains(suffix)
          || (suffixes != null && OF_COUNTRIES.contains(suffix));
      return hasCom && isSlip ? Optional.of(name + ".com") : Optional.empty();
    }
    return DISTINCTIVE.entrySet().stream()
        .filter(provider -> provider.getValue().contains(suffix))
        .map(Map.Entry::getKey)
        .filter(known -> isOneEditAway(name, known))
        .map(known -> known + '.' + suffix)
        .findFirst();
  }

  private static Optional<String> withoutDot(String domain) {
    String name = domain.endsWith("com") ? domain.substring(0, domain.length() - 3) : "";
    return DISTINCTIVE.getOrDefault(name, Set.of()).contains("com")
        ? Optional.of(name + ".com")
        : Optional.empty();
  }

  /** Whether a name has one letter too many, too few or wrong, or two adjacent letters in the wrong order. */
  private static boolean isOneEditAway(String name, String known) {
    int difference = name.length() - known.length();
    if (name.equals(known) || difference < -1 || difference > 1) {
      return false;
    }
    int same = 0;
    while (same < Math.min(name.length(), known.length())
        && name.charAt(same) == known.charAt(same)) {
      same++;
    }
    boolean isSwapped = difference == 0
        && same + 1 < name.length()
        && name.charAt(same) == known.charAt(same + 1)
        && name.charAt(same + 1) == known.charAt(same)
        && name.substring(same + 2).equals(known.substring(same + 2));
    if (isSwapped) {
      return true;
    }
    return same > 0
        && name.substring(Math.min(name.length(), same + (difference < 0 ? 0 : 1)))
            .equals(known.substring(Math.min(known.length(), same + (difference > 0 ? 0 : 1))));
  }
}
