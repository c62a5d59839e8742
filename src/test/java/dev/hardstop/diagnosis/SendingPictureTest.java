package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Name;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendingPictureTest {
  private static final LocalDate TODAY = Correspondence.TODAY;

  private final List<SendingDay> days = new ArrayList<>();

  SendingPictureTest() {
    IntStream.rangeClosed(0, 14).forEach(ago -> days.add(SendingDay.of(TODAY.minusDays(ago))));
  }

  @Test
  void quietDaysAreNothingUnusual() {
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(diagnosis().elsewhere()).isEqualTo(Elsewhere.quiet());
  }

  @Test
  void manyOrganisationsThatTurnToABlockAreAboutUs() {
    saw(0, BounceReason.SENDER_REPUTATION, 9, Gateway.MIMECAST, true);
    SendingDiagnosis diagnosis = diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis.organisations()).isEqualTo(9);
    assertThat(diagnosis.concentratedOn()).contains(Gateway.MIMECAST);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(diagnosis.since()).contains(TODAY);
    assertThat(diagnosis.elsewhere().spiking()).containsExactly(BounceReason.SENDER_REPUTATION);
  }

  @Test
  void manyOrganisationsThatRefuseOurSenderAddressAreAboutUs() {
    saw(0, BounceReason.SENDER_REFUSED, 9, Gateway.OTHER, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_AUTHENTICATION);
  }

  @Test
  void whatWasSeenBeforeMidnightBelongsToIt() {
    saw(1, BounceReason.SENDER_REPUTATION, 0, 3, Gateway.GOOGLE, true);
    saw(0, BounceReason.SENDER_REPUTATION, 3, 5, Gateway.OTHER, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis().since()).contains(TODAY.minusDays(1));
    assertThat(diagnosis().concentratedOn()).isEmpty();
  }

  @Test
  void whatSomeAlwaysSayIsNoNews() {
    for (int ago = 0; ago < 14; ago++) {
      saw(ago, BounceReason.SENDER_REPUTATION, 12, Gateway.OTHER, true);
    }
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void theDeadOfAWeeklyMailingAreUsual() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 20, Gateway.OTHER, false);
    saw(7, BounceReason.INVALID_RECIPIENT, 20, 38, Gateway.OTHER, false);
    saw(14, BounceReason.INVALID_RECIPIENT, 40, 58, Gateway.OTHER, false);
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void strangersUnknownAtManyOrganisationsAreAStaleList() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 8, Gateway.OTHER, false);
    saw(0, BounceReason.ACCESS_DENIED, 8, 18, Gateway.MICROSOFT, false);
    SendingDiagnosis diagnosis = diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(diagnosis.spiking()).isEmpty();
    assertThat(diagnosis.advice().summary()).contains("stale list");
  }

  @Test
  void aStaleListThatBringsAFewBlocksIsStillOne() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 30, Gateway.OTHER, false);
    saw(0, BounceReason.SENDER_REPUTATION, 30, 36, Gateway.OTHER, false);
    assertThat(diagnosis().name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(diagnosis().spiking()).containsExactly(BounceReason.SENDER_REPUTATION);
  }

  @Test
  void accessDeniedToWhomWasTakenBeforeIsAboutUs() {
    saw(0, BounceReason.ACCESS_DENIED, 12, Gateway.MICROSOFT, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis().spiking()).containsExactly(BounceReason.ACCESS_DENIED);
    assertThat(diagnosis().concentratedOn()).contains(Gateway.MICROSOFT);
  }

  @Test
  void withoutDaysToCompareWithTwiceAsManyOpenAnIncidentOfLowConfidence() {
    days.clear();
    days.add(SendingDay.of(TODAY));
    saw(0, BounceReason.SENDER_REPUTATION, 7, Gateway.OTHER, true);
    assertThat(next(TODAY, Optional.empty())).isEmpty();
    saw(0, BounceReason.SENDER_REPUTATION, 15, Gateway.OTHER, true);
    assertThat(diagnosis().confidence()).isEqualTo(Confidence.LOW);
    assertThat(next(TODAY, Optional.empty()).orElseThrow().diagnosis())
        .isEqualTo(Name.SENDER_REPUTATION);
  }

  @Test
  void ourIncidentOpensOnceAndEndsWellAfterQuietDays() {
    saw(0, BounceReason.SENDER_REPUTATION, 9, Gateway.OTHER, true);
    IncidentReport opened = next(TODAY, Optional.empty()).orElseThrow();
    assertThat(opened.scope()).isEqualTo(IncidentReport.Scope.SENDER);
    assertThat(opened.diagnosis()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(opened.id()).startsWith("sender-2026-11-24-");
    assertThat(next(TODAY, Optional.of(opened))).isEmpty();
    assertThat(next(TODAY.plusDays(3), Optional.of(opened))).isEmpty();
    IncidentReport ended = next(TODAY.plusDays(4), Optional.of(opened)).orElseThrow();
    assertThat(ended.endedWell()).contains(true);
    assertThat(ended.id()).isEqualTo(opened.id());
    assertThat(next(TODAY.plusDays(4), Optional.of(ended))).isEmpty();
  }

  @Test
  void aBlockGivesAStaleListsIncidentAnotherName() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 12, Gateway.OTHER, false);
    IncidentReport stale = next(TODAY, Optional.empty()).orElseThrow();
    assertThat(stale.diagnosis()).isEqualTo(Name.DEAD_ADDRESSES);
    saw(0, BounceReason.SENDER_REPUTATION, 30, 60, Gateway.OTHER, true);
    IncidentReport ended = next(TODAY, Optional.of(stale)).orElseThrow();
    assertThat(ended.endedWell()).contains(false);
    assertThat(next(TODAY, Optional.of(ended)).orElseThrow().diagnosis())
        .isEqualTo(Name.SENDER_REPUTATION);
  }

  @Test
  void daysMergeInAnyOrderAndOnlyWithThemselves() {
    SendingDay one = day(0, BounceReason.POLICY, 0, 500, Gateway.OTHER, true);
    SendingDay other = day(0, BounceReason.POLICY, 300, 900, Gateway.OTHER, false);
    assertThat(one.merge(other))
        .isEqualTo(other.merge(one))
        .isEqualTo(one.merge(other).merge(one));
    assertThat(one.merge(other).seen().get(BounceReason.POLICY)).hasSize(SendingDay.MOST);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> one.merge(SendingDay.of(TODAY.minusDays(1))));
  }

  @Test
  void sightingsAreReadAsTheyAreWritten() {
    Sighting sighting = new Sighting("contoso.example", Gateway.MICROSOFT, true);
    assertThat(Sighting.parse(sighting.toString())).contains(sighting);
    for (String broken :
        List.of("", "a", "a MICROSOFT", "a NOBODY known", " OTHER known", "a OTHER x")) {
      assertThat(Sighting.parse(broken)).as(broken).isEmpty();
    }
  }

  @Test
  void aDomainWithoutARegisteredOneStandsForItself() {
    Correspondence suffix =
        new Correspondence("co.example").bounces(1, 1, Correspondence.ACCESS_DENIED, 0);
    SendingDay day = SendingDay.of(suffix.picture(), TODAY, domain -> null);
    assertThat(day.seen().get(BounceReason.ACCESS_DENIED))
        .containsExactly(new Sighting("co.example", Gateway.MICROSOFT, false));
  }

  @Test
  void whoWasDeliveredToBeforeIsKnown() {
    Correspondence contoso =
        new Correspondence().isDelivered(1, 1, 3).bounces(1, 1, Correspondence.ACCESS_DENIED, 0);
    SendingDay day = SendingDay.of(contoso.picture(), TODAY, domain -> domain);
    assertThat(day.seen().get(BounceReason.ACCESS_DENIED)).allMatch(Sighting::known);
  }

  private void saw(int ago, BounceReason reason, int count, Gateway gateway, boolean known) {
    saw(ago, reason, 0, count, gateway, known);
  }

  private void saw(int ago, BounceReason reason, int from, int to, Gateway gateway, boolean known) {
    days.add(day(ago, reason, from, to, gateway, known));
  }

  private static SendingDay day(
      int ago, BounceReason reason, int from, int to, Gateway gateway, boolean known) {
    SortedSet<Sighting> sightings = new TreeSet<>();
    for (int i = from; i < to; i++) {
      sightings.add(new Sighting("contoso" + i + ".example", gateway, known));
    }
    return new SendingDay(TODAY.minusDays(ago), Map.of(reason, sightings));
  }

  private SendingDiagnosis diagnosis() {
    return picture(TODAY, Optional.empty()).diagnose();
  }

  private SendingPicture picture(LocalDate today, Optional<LocalDate> openSince) {
    return SendingPicture.of(days, today, openSince, Thresholds.standard());
  }

  private Optional<IncidentReport> next(LocalDate today, Optional<IncidentReport> current) {
    Instant now = Correspondence.on(today);
    Optional<LocalDate> openSince =
        current.filter(report -> report.ended().isEmpty()).map(report -> TODAY);
    return SendingCourse.of(Thresholds.standard()).next(picture(today, openSince), current, now);
  }

  @Test
  void spikingReasonsAreThoseThatNoDomainCanHelp() {
    for (BounceReason reason :
        Set.of(BounceReason.POLICY, BounceReason.CONTENT, BounceReason.RATE_LIMITED)) {
      days.add(day(0, reason, 0, 14, Gateway.OTHER, true));
    }
    assertThat(diagnosis().spiking())
        .containsExactlyInAnyOrder(
            BounceReason.POLICY, BounceReason.CONTENT, BounceReason.RATE_LIMITED);
  }
}
