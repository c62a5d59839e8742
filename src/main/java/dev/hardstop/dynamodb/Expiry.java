package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.EXPIRES_AT;
import static dev.hardstop.dynamodb.DossierCodec.KEEP;
import static dev.hardstop.suppression.SuppressionPolicy.EXPIRY_DAYS;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When DynamoDB may remove an item: {@link SuppressionPolicy#EXPIRY_DAYS} days after the last write, or
 * never if a write added something whose suppression may have no end.
 *
 * @param at the time to live that this write sets
 * @param neverExpires whether later writes leave the time to live unchanged
 */
record Expiry(Instant at, boolean neverExpires) {
  /** The time that stands for no expiry. Every date parser accepts it. */
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * Returns the expiry after a write of evidence. A suppression with an end lasts less than
   * {@link SuppressionPolicy#EXPIRY_DAYS} days from the day of its evidence. If that day is later than
   * the day of writing, because a clock is wrong, the item never expires.
   */
  static Expiry of(Observation observation, Instant now) {
    LocalDate newest = observation.history().matches().last().day();
    return observation.neverExpires() || newest.isAfter(dayOf(now)) ? never() : ofWriting(now);
  }

  /**
   * Returns the expiry after a write of a manual action. A manual suppression must last until its end,
   * and excluded days set aside evidence that may be kept for ever.
   */
  static Expiry of(ManualAction action, Instant now) {
    boolean neverExpires = action instanceof ManualAction.ExcludeDays
        || action instanceof ManualAction.Suppression suppression && outlives(suppression, now);
    return neverExpires ? never() : ofWriting(now);
  }

  /**
   * Returns the expiry after a write of an incident. An open incident is written again within days. An
   * incident that ended well sets aside evidence that may be kept for ever, so it never expires.
   */
  static Expiry of(Incident incident, Instant now) {
    return incident.endedWell() ? never() : ofWriting(now);
  }

  private static boolean outlives(ManualAction.Suppression suppression, Instant now) {
    LocalDate lastDay = dayOf(now).plusDays(EXPIRY_DAYS);
    return suppression.until().map(until -> !until.isBefore(lastDay)).orElse(true);
  }

  /** Returns the expiry after any other write. */
  static Expiry ofWriting(Instant now) {
    return new Expiry(now.plus(Duration.ofDays(EXPIRY_DAYS)), false);
  }

  /** Returns the expiry of an item that must be kept. */
  static Expiry never() {
    return new Expiry(NEVER, true);
  }

  /**
   * Returns the time to live of an item that expires when this UTC day begins, in seconds since 1970.
   */
  static AttributeValue atBeginningOf(LocalDate day) {
    return AttributeValue.fromN(Long.toString(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond()));
  }

  private static LocalDate dayOf(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /**
   * Adds the time to live to an update. Whether an item must be kept is stored in the item itself, so no
   * write needs to read it first.
   */
  void addTo(ItemUpdate update) {
    String seconds = update.value(AttributeValue.fromN(Long.toString(at.getEpochSecond())));
    String kept = update.name(KEEP);
    if (neverExpires) {
      update.set(kept, seconds).set(update.name(EXPIRES_AT), seconds);
    } else {
      update.set(update.name(EXPIRES_AT), "if_not_exists(" + kept + ", " + seconds + ")");
    }
  }
}
