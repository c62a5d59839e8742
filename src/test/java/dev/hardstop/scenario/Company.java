package dev.hardstop.scenario;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Somebody whom we mail.
 *
 * @param domain of its addresses
 * @param receiver whose servers take its mail
 * @param people how many recipients it has
 * @param share how many of them are mailed on a working day, as a share
 * @param consumer whether it gives mailboxes to everybody
 */
public record Company(
    String domain, Receiver receiver, int people, double share, boolean consumer) {

  /** The addresses that we mail regularly. */
  List<String> recipients() {
    return IntStream.range(0, people).mapToObj(i -> "person" + i + "@" + domain).toList();
  }

  /** Whether a filter in front of its server takes every message, and bounces some of them later. */
  boolean takesFirst() {
    return Luck.of(domain) < 0.2;
  }

  /** Its registered domain: all of ours have two labels. */
  public String organisation() {
    return organisation(domain);
  }

  /** The registered domain of a domain under {@code .example}. */
  public static String organisation(String domain) {
    String[] labels = domain.split("\\.");
    return labels.length < 2 ? domain : labels[labels.length - 2] + '.' + labels[labels.length - 1];
  }
}
