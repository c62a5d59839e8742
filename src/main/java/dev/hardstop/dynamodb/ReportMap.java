package dev.hardstop.dynamodb;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A listed incident as a map. */
final class ReportMap {
  /** Domains up to so many characters: an item holds hundreds of reports. */
  private static final int LONGEST_DOMAINS = 800;

  private static final String SEPARATOR = ",";
  private static final String ID = "id";
  private static final String SCOPE = "scope";
  private static final String DIAGNOSIS = "diagnosis";
  private static final String DOMAINS = "domains";
  private static final String OPENED = "opened";
  private static final String ENDED = "ended";
  private static final String WELL = "well";

  private ReportMap() {}

  static AttributeValue write(IncidentReport report) {
    return fields(report).toValue();
  }

  static AttributeTexts fields(IncidentReport report) {
    AttributeTexts fields = new AttributeTexts()
        .put(ID, report.id())
        .put(SCOPE, report.scope().name())
        .put(DIAGNOSIS, report.diagnosis().name())
        .put(DOMAINS, String.join(SEPARATOR, bounded(report.domains())))
        .put(OPENED, report.opened().toString());
    report.ended().ifPresent(ended -> fields.put(ENDED, ended.toString()));
    report.endedWell().ifPresent(well -> fields.put(WELL, Boolean.toString(well)));
    return fields;
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static IncidentReport read(AttributeValue stored) {
    return read(AttributeTexts.of(stored));
  }

  static IncidentReport read(AttributeTexts fields) {
    return new IncidentReport(
        fields.find(ID).orElseThrow(() -> new IllegalArgumentException("no id")),
        IncidentReport.Scope.valueOf(fields.get(SCOPE)),
        Diagnosis.Name.valueOf(fields.get(DIAGNOSIS)),
        fields.find(DOMAINS).map(text -> List.of(text.split(SEPARATOR))).orElse(List.of()),
        Instant.parse(fields.get(OPENED)),
        fields.find(ENDED).map(Instant::parse),
        fields.find(WELL).isPresent() ? Optional.of(fields.flag(WELL)) : Optional.empty());
  }

  private static List<String> bounded(List<String> domains) {
    List<String> bounded = new ArrayList<>();
    int length = 0;
    for (String domain : domains) {
      length += domain.length() + SEPARATOR.length();
      if (length > LONGEST_DOMAINS) {
        break;
      }
      bounded.add(domain);
    }
    return bounded;
  }
}
