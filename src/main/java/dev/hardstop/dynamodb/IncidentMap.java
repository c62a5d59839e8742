package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Incident;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An incident as a map. */
final class IncidentMap {
  private static final String ID = "id";
  private static final String FROM = "from";
  private static final String OPENED = "opened";
  private static final String ENDED = "ended";
  private static final String WELL = "well";
  private static final String THROUGH = "through";

  private IncidentMap() {}

  static AttributeValue write(Incident incident) {
    AttributeTexts fields = new AttributeTexts()
        .put(ID, incident.id())
        .put(FROM, incident.from().toString())
        .put(OPENED, incident.opened().toString());
    incident
        .ending()
        .ifPresent(ending -> fields
            .put(ENDED, ending.at().toString())
            .put(WELL, Boolean.toString(ending.well()))
            .put(THROUGH, ending.through().toString()));
    return fields.toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static Incident read(AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
    String id = fields.find(ID).orElseThrow(() -> new IllegalArgumentException("no id"));
    return new Incident(
        id, LocalDate.parse(fields.get(FROM)), Instant.parse(fields.get(OPENED)), ending(fields));
  }

  /** Half an end is none that could be read. */
  private static Optional<Incident.Ending> ending(AttributeTexts fields) {
    if (Stream.of(ENDED, WELL, THROUGH).map(fields::find).allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(new Incident.Ending(
        Instant.parse(fields.get(ENDED)), fields.flag(WELL), LocalDate.parse(fields.get(THROUGH))));
  }
}
