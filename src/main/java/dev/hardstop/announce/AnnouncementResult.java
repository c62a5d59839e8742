package dev.hardstop.announce;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.Subject;
import java.util.List;
import java.util.Optional;

/**
 * The result of an invocation.
 *
 * @param records all records of the invocation, in the order of the stream
 * @param done how many records are done, from the first on; the invocation stopped at the next record
 * @param published how many events are published
 * @param unjudged the records that cannot be judged, among those that are done
 * @param failure why the invocation stopped; empty if all records are done
 */
record AnnouncementResult(
    List<StreamRecord> records, int done, int published, List<Unjudged> unjudged, String failure) {
  AnnouncementResult {
    records = List.copyOf(records);
    unjudged = List.copyOf(unjudged);
    requireNonNull(failure, "failure is null");
  }

  /**
   * A record that cannot be judged, even if it is sent again.
   *
   * @param subject the address or domain of the record
   * @param sequence the sequence number of the record
   * @param why the reason, without an address
   */
  record Unjudged(Subject subject, String sequence, String why) {
    Unjudged {
      requireNonNull(subject, "subject is null");
      requireNonNull(sequence, "sequence is null");
      requireNonNull(why, "why is null");
    }
  }

  /** Returns how many records must be sent again. */
  int postponed() {
    return records.size() - done;
  }

  /**
   * Returns the sequence number of the first record that must be sent again, together with all later
   * ones; empty if all are done.
   */
  Optional<String> checkpoint() {
    return postponed() == 0 ? Optional.empty() : Optional.of(records.get(done).sequence());
  }
}
