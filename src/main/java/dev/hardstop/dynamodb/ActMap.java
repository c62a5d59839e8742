package dev.hardstop.dynamodb;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An act of a person as a map; its id is in the attribute's name. */
final class ActMap {
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

  private ActMap() {}

  static AttributeValue write(Act act) {
    Fields fields =
        new Fields().put(WHO, act.who()).put(WHY, act.why()).put(AT, act.at().toString());
    if (act instanceof Act.Release release) {
      return fields
          .put(KIND, RELEASE)
          .put(INCLUDE_COMPLAINT, Boolean.toString(release.includeComplaint()))
          .toValue();
    }
    if (act instanceof Act.WrongDays wrong) {
      return fields
          .put(KIND, WRONG_DAYS)
          .put(FROM, wrong.from().toString())
          .put(TO, wrong.to().toString())
          .put(REASONS, wrong.reasons().stream().sorted().map(Enum::name).collect(joining(",")))
          .toValue();
    }
    Act.Suppression suppression = (Act.Suppression) act;
    return fields
        .put(KIND, SUPPRESSION)
        .put(UNTIL, suppression.until().map(LocalDate::toString).orElse(""))
        .toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static Act read(String id, AttributeValue stored) {
    Fields fields = Fields.of(stored);
    String who = fields.get(WHO);
    String why = fields.get(WHY);
    Instant at = Instant.parse(fields.get(AT));
    return switch (fields.get(KIND)) {
      case RELEASE ->
        new Act.Release(
            id,
            who,
            why,
            at,
            fields.find(INCLUDE_COMPLAINT).filter("true"::equals).isPresent());
      case SUPPRESSION ->
        new Act.Suppression(id, who, why, at, fields.find(UNTIL).map(LocalDate::parse));
      case WRONG_DAYS ->
        new Act.WrongDays(
            id,
            who,
            why,
            at,
            LocalDate.parse(fields.get(FROM)),
            LocalDate.parse(fields.get(TO)),
            fields.find(REASONS).map(ActMap::reasons).orElse(Set.of()));
      default -> throw new IllegalArgumentException("no kind of act that is known");
    };
  }

  private static Set<BounceReason> reasons(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(BounceReason::valueOf)
        .collect(toUnmodifiableSet());
  }
}
