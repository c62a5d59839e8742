package dev.hardstop.dns;

import java.time.Duration;

/** When the search for a route must be over. It begins now. */
final class LookupDeadline {
  private final long end;

  LookupDeadline(Duration longest) {
    end = System.nanoTime() + longest.toNanos();
  }

  /** What is left, never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** The limit for the next of so many tries, which share what is left. */
  LookupDeadline ofNext(int tries) {
    return new LookupDeadline(left().dividedBy(tries));
  }
}
