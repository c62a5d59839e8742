package dev.hardstop.announce;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.Subject;
import java.util.List;
import java.util.Optional;

/**
 * What an invocation did.
 *
 * @param records all records of the invocation, in the order of the stream
 * @param done how many of them, from the first on, are done; it stopped at the next one
 * @param published how many events are published
 * @param unjudged the records among those done that cannot be judged
 * @param failure why it stopped; empty if all records are done
 */
record AnnouncementResult(
    List<StreamRecord> records, int done, int published, List<Unjudged> unjudged, String failure) {
  AnnouncementResult {
    records = List.copyOf(records);
    unjudged = List.copyOf(unjudged);
    requireNonNull(failure, "failure is null");
  }

  /**
   * A record that cannot be judged, however often it is tried.
   *
   * @param subject which address or domain it is about
   * @param sequence the number of the record
   * @param why the reason, without an address
   */
  record Unjudged(Subject subject, String sequence, String why) {
    Unjudged {
      requireNonNull(subject, "subject is null");
      requireNonNull(sequence, "sequence is null");
      requireNonNull(why, "why is null");
    }
  }

  /** How many records must be sent again. */
  int postponed() {
    return records.size() - done;
  }

  /** The number of the first record that must be sent again, with all after it; empty if all are done. */
  Optional<String> checkpoint() {
    return postponed() == 0 ? Optional.empty() : Optional.of(records.get(done).sequence());
  }
}
