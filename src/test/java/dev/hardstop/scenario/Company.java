package dev.hardstop.scenario;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A company or consumer provider whose recipients we mail.
 *
 * @param domain the domain of its addresses
 * @param receiver the mail system that receives its mail
 * @param people the number of its recipients
 * @param share the share of them that is mailed on a working day
 * @param consumer whether it is a consumer provider
 */
public record Company(
    String domain, Receiver receiver, int people, double share, boolean consumer) {

  /** The addresses that we mail regularly. */
  List<String> recipients() {
    return IntStream.range(0, people).mapToObj(i -> "person" + i + "@" + domain).toList();
  }

  /** Whether a filter in front of its server accepts every message, and bounces some of them later. */
  boolean acceptsFirst() {
    return StableRandom.of(domain) < 0.2;
  }

  /** Its registered domain; all domains of the scenarios have one of two labels. */
  public String organisation() {
    return organisation(domain);
  }

  /** The registered domain of a domain under {@code .example}. */
  public static String organisation(String domain) {
    String[] labels = domain.split("\\.");
    return labels.length < 2 ? domain : labels[labels.length - 2] + '.' + labels[labels.length - 1];
  }
}
