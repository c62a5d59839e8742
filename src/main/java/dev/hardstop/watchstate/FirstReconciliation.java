package dev.hardstop.watchstate;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether SES's whole suppression list has been read once, and with it what SES listed before Hardstop.
 * Until then, nothing is changed in that list: an entry might be there for a reason that Hardstop does
 * not know yet.
 */
public interface FirstReconciliation {
  /** When the first one ended; empty if none has. It includes all finished writes. */
  Optional<Instant> ended();

  /** Records that one has ended. Only the first call has an effect, so it may be repeated. */
  void markEnded(Instant at);
}
