package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingCourse;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.diagnosis.SendingPicture;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.logbook.Alert;
import dev.hardstop.logbook.Logbook;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Opens and ends the incident of our own: it stands in the logbook, and holds nobody. */
final class SenderWatch {
  private final Thresholds thresholds;
  private final SendingCourse course;
  private final Logbook logbook;

  SenderWatch(Thresholds thresholds, Logbook logbook) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
    this.course = SendingCourse.of(thresholds);
    this.logbook = requireNonNull(logbook, "logbook is null");
  }

  /** What is wrong with our sending, by what all domains saw. */
  SendingDiagnosis diagnose(Sightings sightings, Optional<IncidentReport> current) {
    return picture(sightings, current).diagnose();
  }

  private SendingPicture picture(Sightings sightings, Optional<IncidentReport> current) {
    return sightings.picture(current.flatMap(IncidentReport::openSince), thresholds);
  }

  /** The same; an incident of our own is opened or ended for it. */
  SendingDiagnosis examine(Sightings sightings, Optional<IncidentReport> current, Instant now) {
    SendingPicture picture = picture(sightings, current);
    SendingDiagnosis diagnosis = picture.diagnose();
    course.next(picture, current, now).ifPresent(next -> put(current, next, diagnosis));
    return diagnosis;
  }

  private void put(
      Optional<IncidentReport> before, IncidentReport after, SendingDiagnosis diagnosis) {
    SortedMap<String, String> facts = AlertFacts.of(diagnosis);
    Alert alert =
        after.ended().isPresent() ? Alert.ended(after, facts) : Alert.opened(after, facts);
    if (logbook.put(before, after, alert)) {
      logbook.list(after);
    }
  }
}
