package dev.hardstop.logbook;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * A domain that a run had no time to examine.
 *
 * @param domain A-labels, lower case
 * @param addresses of it that had news, 0 or more: the more, the more urgent
 * @param since when the news was read; seconds, UTC
 */
public record LeftDomain(String domain, int addresses, Instant since)
    implements Comparable<LeftDomain> {
  private static final Comparator<LeftDomain> MOST_URGENT_FIRST = Comparator.comparing(
          LeftDomain::addresses)
      .reversed()
      .thenComparing(LeftDomain::since)
      .thenComparing(LeftDomain::domain);

  public LeftDomain {
    requireNonNull(domain, "domain is null");
    since = requireNonNull(since, "since is null").truncatedTo(ChronoUnit.SECONDS);
  }

  /** What {@link #toString()} wrote; empty where it did not. */
  public static Optional<LeftDomain> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3 || parts[2].isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant since = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return Optional.of(new LeftDomain(parts[2], Integer.parseInt(parts[0]), since));
    } catch (NumberFormatException | java.time.DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** The most urgent first. */
  @Override
  public int compareTo(LeftDomain other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }

  /** One line for the table: {@code 12 1795516200 contoso.com}. */
  @Override
  public String toString() {
    return addresses + " " + since.getEpochSecond() + " " + domain;
  }
}
