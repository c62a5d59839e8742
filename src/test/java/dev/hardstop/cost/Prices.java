package dev.hardstop.cost;

/** The list prices and measurements of docs/cost.md, in dollars a million unless said otherwise. */
final class Prices {
  static final double SNS = 0.50;
  static final double SQS = 0.40;
  static final double INVOCATION = 0.20;
  static final double GB_SECOND = 16.67;
  static final double WRITE_UNIT = 0.625;
  static final double READ_UNIT = 0.125;
  static final double API = 1.00;
  /** A KB, which is 0.50 dollars a GB. */
  static final double LOG_KB = 0.50;

  static final double MEMORY_GB = 0.5;

  /** Milliseconds of a batch, and of each of its records, at that memory. */
  static final double BATCH_MS = 5.7;

  static final double RECORD_MS = 2.1;
  static final double WRITE_UNITS = 3;
  static final double LOG_OF_A_BOUNCE_KB = 0.6;

  private Prices() {}

  static double sqsRequests(double batch) {
    return 1 + 2 / Math.min(10, batch);
  }

  /** Lambda's part of a million bounces, in batches of this size. */
  static double lambda(double batch) {
    return INVOCATION / batch + gbSeconds(batch);
  }

  static double gbSeconds(double batch) {
    return GB_SECOND * MEMORY_GB * milliseconds(batch) / 1000 / batch;
  }

  static double milliseconds(double batch) {
    return BATCH_MS + batch * RECORD_MS;
  }

  static double bounces(double batch) {
    return SNS
        + sqsRequests(batch) * SQS
        + lambda(batch)
        + WRITE_UNITS * WRITE_UNIT
        + LOG_OF_A_BOUNCE_KB * LOG_KB;
  }
}
