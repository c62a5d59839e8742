package dev.hardstop.suppression;

/** What Hardstop does about the suppression list of the SES account. */
public enum SesListMode {
  /** Nothing. */
  OFF,
  /** It reports how the list differs from the verdicts. */
  REPORT,
  /** It keeps the list equal to the verdicts. */
  FOLLOW
}
