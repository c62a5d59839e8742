package dev.hardstop.suppression;

/** What a verdict comes to, in order of gravity. */
public enum VerdictState {
  /** Nothing is held against the address. */
  CLEAR,
  /** There is evidence, but not enough. */
  WATCHED,
  /** A suppression has ended: mail may be tried. */
  RECHECK,
  /** No mail for a while, although the address may live. */
  HELD,
  /** No mail. */
  SUPPRESSED;

  /** Whether mail must not be sent. */
  public boolean isSuppressed() {
    return this == HELD || this == SUPPRESSED;
  }
}
