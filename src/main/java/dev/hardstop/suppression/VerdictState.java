package dev.hardstop.suppression;

/** The state of a verdict, in order of gravity. */
public enum VerdictState {
  /** Nothing is held against the address. */
  CLEAR,
  /** There is evidence, but not enough to suppress. */
  WATCHED,
  /** A suppression has ended: mail may be tried. */
  RECHECK,
  /** Mail must not be sent for a while, although the address may exist. */
  HELD,
  /** Mail must not be sent. */
  SUPPRESSED;

  /** Whether mail must not be sent. */
  public boolean isSuppressed() {
    return this == HELD || this == SUPPRESSED;
  }
}
