package dev.hardstop.dynamodb;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.ManualAction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An act of a person as a map; its id is in the attribute's name. */
final class ManualActionMap {
  private static final String KIND = "kind";
  private static final String RELEASE = "release";
  private static final String SUPPRESSION = "suppression";
  private static final String WHO = "who";
  private static final String WHY = "why";
  private static final String AT = "at";
  private static final String INCLUDE_COMPLAINT = "includeComplaint";
  private static final String UNTIL = "until";
  private static final String WRONG_DAYS = "wrong-days";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String REASONS = "reasons";

  private ManualActionMap() {}

  static AttributeValue write(ManualAction action) {
    AttributeTexts fields = new AttributeTexts()
        .put(WHO, action.who())
        .put(WHY, action.why())
        .put(AT, action.at().toString());
    if (action instanceof ManualAction.Release release) {
      return fields
          .put(KIND, RELEASE)
          .put(INCLUDE_COMPLAINT, Boolean.toString(release.includeComplaint()))
          .toValue();
    }
    if (action instanceof ManualAction.ExcludeDays wrong) {
      return fields
          .put(KIND, WRONG_DAYS)
          .put(FROM, wrong.from().toString())
          .put(TO, wrong.to().toString())
          .put(REASONS, wrong.reasons().stream().sorted().map(Enum::name).collect(joining(",")))
          .toValue();
    }
    ManualAction.Suppression suppression = (ManualAction.Suppression) action;
    return fields
        .put(KIND, SUPPRESSION)
        .put(UNTIL, suppression.until().map(LocalDate::toString).orElse(""))
        .toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static ManualAction read(String id, AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
    String who = fields.get(WHO);
    String why = fields.get(WHY);
    Instant at = Instant.parse(fields.get(AT));
    return switch (fields.get(KIND)) {
      case RELEASE ->
        new ManualAction.Release(
            id,
            who,
            why,
            at,
            fields.find(INCLUDE_COMPLAINT).filter("true"::equals).isPresent());
      case SUPPRESSION ->
        new ManualAction.Suppression(id, who, why, at, fields.find(UNTIL).map(LocalDate::parse));
      case WRONG_DAYS ->
        new ManualAction.ExcludeDays(
            id,
            who,
            why,
            at,
            LocalDate.parse(fields.get(FROM)),
            LocalDate.parse(fields.get(TO)),
            fields.find(REASONS).map(ManualActionMap::reasons).orElse(Set.of()));
      default -> throw new IllegalArgumentException("no kind of act that is known");
    };
  }

  private static Set<BounceReason> reasons(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(BounceReason::valueOf)
        .collect(toUnmodifiableSet());
  }
}
