package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What SES counted in a quarter of an hour (Amazon SES API reference, SendDataPoint).
 *
 * @param at when it began
 * @param attempts messages that SES tried to deliver
 * @param bounces of them, hard ones only
 * @param complaints of their recipients
 */
record SendingDataPoint(Instant at, long attempts, long bounces, long complaints) {
  SendingDataPoint {
    requireNonNull(at, "at is null");
  }
}
