package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds dossiers without knowing their subjects: those of a domain, and those with new feedback. It may
 * lag behind writes of the last seconds.
 */
public interface DossierIndex {
  /**
   * A page of the addresses of a domain, the last written first; the domain itself is left out.
   *
   * @param domain A-labels, lower case
   * @param cursor the {@link ResultPage#next} of the page before; empty for the first page
   * @param most the most addresses of the page, 1 to 1,000
   * @throws IllegalArgumentException when the cursor does not belong to this domain; the message does
   *     not contain it
   */
  ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most);

  /**
   * A page of all dossiers, those of domains included, in an order that the index chooses. A dossier that
   * stays in the table is on one of the pages, even if it is written to meanwhile; then it may be on two of
   * them. A domain to which mail was only delivered is on none.
   *
   * @param cursor the {@link ResultPage#next} of the page before; empty for the first page
   * @param most the most dossiers of the page, 1 to 1,000
   * @throws IllegalArgumentException when the cursor is not one of these pages; the message does not
   *     contain it
   */
  ResultPage<Subject> all(Optional<String> cursor, int most);

  /** The number of shards of an hour. */
  int shards();

  /**
   * A page of the dossiers to which bounces or complaints were last written in an hour.
   *
   * @param hour any instant of the UTC hour
   * @param shard 0 to {@link #shards()} less one
   * @param cursor the {@link ResultPage#next} of the page before; empty for the first page
   * @param most the most dossiers of the page, 1 to 1,000
   */
  ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most);

  /**
   * A page of a long list.
   *
   * @param items in the order of the list
   * @param next the cursor of the next page, opaque; empty on the last page
   */
  record ResultPage<T>(List<T> items, Optional<String> next) {
    public ResultPage {
      items = List.copyOf(items);
      requireNonNull(next, "next is null");
    }
  }
}
