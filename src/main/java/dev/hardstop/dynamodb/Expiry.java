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
 * When the table may forget an item: {@link SuppressionPolicy#EXPIRY_DAYS} days after the last
 * write, or never once a write brought something whose suppression may have no end. DynamoDB's TTL
 * takes seconds since 1970.
 *
 * @param at when it may be forgotten, by this write
 * @param keep whether this holds whatever comes later
 */
record Expiry(Instant at, boolean keep) {
  /** Far enough to be never, near enough for every reader of dates. */
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * Of a write that brings evidence. A suppression that has an end has it less than {@link
   * SuppressionPolicy#EXPIRY_DAYS} after its evidence's day, which is not later than the day of
   * writing unless somebody's clock is wrong.
   */
  static Expiry of(Observation observation, Instant now) {
    LocalDate newest = observation.history().matches().last().day();
    return observation.keep() || newest.isAfter(dayOf(now)) ? never() : ofWriting(now);
  }

  /**
   * Of a write that brings an act: a suppression by hand must see its end, and wrong days excuse
   * evidence that may be kept for ever.
   */
  static Expiry of(ManualAction action, Instant now) {
    boolean keep = action instanceof ManualAction.ExcludeDays
        || action instanceof ManualAction.Suppression suppression && outlives(suppression, now);
    return keep ? never() : ofWriting(now);
  }

  /**
   * Of a write that brings an incident. While it lasts it is written anew within days. One that
   * ended well excuses evidence that is kept for ever, and must be there as long.
   */
  static Expiry of(Incident incident, Instant now) {
    return incident.endedWell() ? never() : ofWriting(now);
  }

  private static boolean outlives(ManualAction.Suppression suppression, Instant now) {
    LocalDate lastDay = dayOf(now).plusDays(EXPIRY_DAYS);
    return suppression.until().map(until -> !until.isBefore(lastDay)).orElse(true);
  }

  /** Of any other write. */
  static Expiry ofWriting(Instant now) {
    return new Expiry(now.plus(Duration.ofDays(EXPIRY_DAYS)), false);
  }

  /** Of a write that finds something that must be kept. */
  static Expiry never() {
    return new Expiry(NEVER, true);
  }

  private static LocalDate dayOf(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** Whether an item is to be kept is in the item itself, so that no write needs to ask. */
  void addTo(ItemUpdate update) {
    String seconds = update.value(AttributeValue.fromN(Long.toString(at.getEpochSecond())));
    String kept = update.name(KEEP);
    if (keep) {
      update.set(kept, seconds).set(update.name(EXPIRES_AT), seconds);
    } else {
      update.set(update.name(EXPIRES_AT), "if_not_exists(" + kept + ", " + seconds + ")");
    }
  }
}
