package dev.hardstop.watch;

import dev.hardstop.suppression.VerdictChange;
import java.util.List;
import java.util.Optional;

/** Where the walk publishes changes of verdicts. */
interface ChangeOutlet {
  /**
   * Publishes changes. Publishing them again is safe: a change has the same id.
   *
   * @return why not all of them were published, without an address; empty if all were
   */
  Optional<String> publish(List<VerdictChange> changes);
}
