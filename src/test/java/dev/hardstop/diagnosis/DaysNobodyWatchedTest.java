package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.SendingDay.OrganisationHit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days may be missing anywhere: watch did not run, or did not exist. */
class DaysNobodyWatchedTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  @ParameterizedTest
  @CsvSource({
    "2, 14, NOTHING_MISSING",
    "5, 14, THE_NEWEST",
    "10, 14, ALL_BUT_THE_OLDEST",
    "2, 6, THE_OLDEST",
    "12, 14, MOST",
  })
  void whatManySayTodayIsComparedWithTheDaysThatAreKnown(int from, int to, String missing) {
    List<SendingDay> days = new ArrayList<>();
    IntStream.rangeClosed(from, to)
        .forEach(daysAgo -> days.add(SendingDay.of(TODAY.minusDays(daysAgo))));
    days.add(listedAt(40));
    SendingDiagnosis diagnosis =
        SendingActivity.of(days, TODAY, Optional.empty(), Thresholds.standard()).diagnose();
    assertThat(diagnosis.name()).as(missing).isEqualTo(Diagnosis.Name.SENDER_REPUTATION);
    assertThat(diagnosis.since()).contains(TODAY);
    assertThat(diagnosis.organisations()).isEqualTo(40);
  }

  private static SendingDay listedAt(int organisations) {
    Set<OrganisationHit> sightings = new TreeSet<>();
    for (int i = 0; i < organisations; i++) {
      sightings.add(new OrganisationHit("contoso" + i + ".example", MailProvider.OTHER, true));
    }
    return new SendingDay(TODAY, Map.of(BounceReason.SENDER_REPUTATION, new TreeSet<>(sightings)));
  }
}
