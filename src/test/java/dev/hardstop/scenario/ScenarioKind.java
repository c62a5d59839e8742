package dev.hardstop.scenario;

/** The kind of a scenario. */
public enum ScenarioKind {
  /** The mail system of one company suddenly refuses nearly all recipients. */
  TENANT_BREAKS,
  /** Our address is put on a blocklist, or one provider or filter blocks us. */
  BLOCKLISTED,
  /** A list that is years old is mailed. */
  STALE_LIST,
  /** Nothing unusual happens. */
  QUIET_WEEK
}
