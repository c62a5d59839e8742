package dev.hardstop.classification;

/** How far a rule can be trusted: a property of the rule, measured on the accuracy corpus. */
public enum Confidence {
  /** A guess from little: a bare code, SES's own label. */
  LOW,
  /** Usually so; the same words are known to be used for other things. */
  MEDIUM,
  /** The receiver says so in so many words. */
  HIGH
}
