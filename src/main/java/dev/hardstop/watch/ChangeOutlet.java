package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.suppression.VerdictChange;
import java.util.List;
import java.util.Optional;

/** Where the walk publishes changes of verdicts. */
interface ChangeOutlet {
  /**
   * Publishes changes, and sends the addresses whose entries on SES's list may have to change. A
   * repetition is safe, because a change keeps its id.
   *
   * @return the reason for a failure, without an address; empty if everything was published and sent
   */
  Optional<String> publish(List<VerdictChange> changes, List<QueuedAddress> forSesList);
}
