package dev.hardstop.classification;

/** How reliable a rule's answer is. It is a property of the rule, measured on the accuracy corpus. */
public enum Confidence {
  /** A guess from little information: a bare code, or the SES bounce type. */
  LOW,
  /** Usually right; some servers use the same words for something else. */
  MEDIUM,
  /** The receiver states it explicitly. */
  HIGH
}
