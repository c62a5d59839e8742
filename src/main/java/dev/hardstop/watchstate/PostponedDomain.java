package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * A domain that a run had no time to examine. The natural order has the most urgent first.
 *
 * @param domain A-labels, lower case
 * @param addresses how many of its addresses have new feedback, 0 or more: the more, the more urgent
 * @param since when this feedback was read; seconds, UTC
 */
public record PostponedDomain(String domain, int addresses, Instant since)
    implements Comparable<PostponedDomain> {
  private static final Comparator<PostponedDomain> MOST_URGENT_FIRST = Comparator.comparing(
          PostponedDomain::addresses)
      .reversed()
      .thenComparing(PostponedDomain::since)
      .thenComparing(PostponedDomain::domain);

  public PostponedDomain {
    requireNonNull(domain, "domain is null");
    since = requireNonNull(since, "since is null").truncatedTo(ChronoUnit.SECONDS);
  }

  /** Parses the form of {@link #toString()}; empty where the text does not have it. */
  public static Optional<PostponedDomain> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3 || parts[2].isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant since = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return Optional.of(new PostponedDomain(parts[2], Integer.parseInt(parts[0]), since));
    } catch (NumberFormatException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(PostponedDomain other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }

  /** The form in the table: {@code 12 1795516200 contoso.com}. */
  @Override
  public String toString() {
    return addresses + " " + since.getEpochSecond() + " " + domain;
  }
}
