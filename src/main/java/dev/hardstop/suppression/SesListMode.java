package dev.hardstop.suppression;

/** What Hardstop does about the suppression list of the SES account. */
public enum SesListMode {
  /** Hardstop neither compares nor changes the list. */
  OFF,
  /** Hardstop reports how the list differs from the verdicts. */
  REPORT,
  /** Hardstop keeps the list equal to the verdicts. */
  FOLLOW
}
