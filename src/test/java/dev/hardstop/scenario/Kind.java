package dev.hardstop.scenario;

/** What happens in a scenario. */
public enum Kind {
  /** One company's mail system refuses nearly everybody from one hour to the next. */
  TENANT_BREAKS,
  /** Our address is put on a blocklist, or one provider or filter turns against us. */
  BLOCKLISTED,
  /** A list of years ago is mailed. */
  STALE_LIST,
  /** Nothing but what always happens. */
  QUIET_WEEK
}
