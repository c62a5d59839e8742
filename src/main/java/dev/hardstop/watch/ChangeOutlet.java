package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.suppression.VerdictChange;
import java.util.List;
import java.util.Optional;

/** Where the walk publishes changes of verdicts. */
interface ChangeOutlet {
  /**
   * Publishes changes, and sends the addresses whose place on SES's list may have to change. Doing it again
   * is safe: a change has the same id.
   *
   * @return why not all of it was done, without an address; empty if all was
   */
  Optional<String> publish(List<VerdictChange> changes, List<QueuedAddress> forSesList);
}
