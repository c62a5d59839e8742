package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.SendingDay.OrganisationHit;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingActivityTest {
  private static final LocalDate TODAY = DomainMail.TODAY;

  private final List<SendingDay> days = new ArrayList<>();

  SendingActivityTest() {
    IntStream.rangeClosed(0, 14).forEach(ago -> days.add(SendingDay.of(TODAY.minusDays(ago))));
  }

  @Test
  void quietDaysAreNothingUnusual() {
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(diagnosis().spiking()).isEqualTo(Set.of());
  }

  @Test
  void newBlocksAtManyOrganisationsAreOurFault() {
    saw(0, BounceReason.SENDER_REPUTATION, 9, MailProvider.MIMECAST, true);
    SendingDiagnosis diagnosis = diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis.organisations()).isEqualTo(9);
    assertThat(diagnosis.concentratedOn()).contains(MailProvider.MIMECAST);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(diagnosis.since()).contains(TODAY);
    assertThat(diagnosis.spiking()).containsExactly(BounceReason.SENDER_REPUTATION);
  }

  @Test
  void refusalsOfOurSenderAddressAtManyOrganisationsAreOurFault() {
    saw(0, BounceReason.SENDER_REFUSED, 9, MailProvider.OTHER, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_AUTHENTICATION);
  }

  @Test
  void hitsBeforeMidnightBelongToTheSpike() {
    saw(1, BounceReason.SENDER_REPUTATION, 0, 3, MailProvider.GOOGLE, true);
    saw(0, BounceReason.SENDER_REPUTATION, 3, 5, MailProvider.OTHER, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis().since()).contains(TODAY.minusDays(1));
    assertThat(diagnosis().concentratedOn()).isEmpty();
  }

  @Test
  void reasonsThatOccurEveryDayAreNoSpike() {
    for (int ago = 0; ago < 14; ago++) {
      saw(ago, BounceReason.SENDER_REPUTATION, 12, MailProvider.OTHER, true);
    }
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void deadAddressesOfAWeeklyMailingAreUsual() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 20, MailProvider.OTHER, false);
    saw(7, BounceReason.INVALID_RECIPIENT, 20, 38, MailProvider.OTHER, false);
    saw(14, BounceReason.INVALID_RECIPIENT, 40, 58, MailProvider.OTHER, false);
    assertThat(diagnosis().name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void unknownRecipientsAtManyOrganisationsAreAStaleList() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 8, MailProvider.OTHER, false);
    saw(0, BounceReason.ACCESS_DENIED, 8, 18, MailProvider.MICROSOFT, false);
    SendingDiagnosis diagnosis = diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(diagnosis.spiking()).isEmpty();
    assertThat(diagnosis.advice().summary()).contains("stale list");
  }

  @Test
  void aStaleListWithAFewBlocksIsAStaleList() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 30, MailProvider.OTHER, false);
    saw(0, BounceReason.SENDER_REPUTATION, 30, 36, MailProvider.OTHER, false);
    assertThat(diagnosis().name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(diagnosis().spiking()).containsExactly(BounceReason.SENDER_REPUTATION);
  }

  @Test
  void accessDeniedForKnownRecipientsIsOurFault() {
    saw(0, BounceReason.ACCESS_DENIED, 12, MailProvider.MICROSOFT, true);
    assertThat(diagnosis().name()).isEqualTo(Name.SENDER_REPUTATION);
    assertThat(diagnosis().spiking()).containsExactly(BounceReason.ACCESS_DENIED);
    assertThat(diagnosis().concentratedOn()).contains(MailProvider.MICROSOFT);
  }

  @Test
  void withoutHistoryASpikeTakesTwiceAsManyOrganisationsAndHasLowConfidence() {
    days.clear();
    days.add(SendingDay.of(TODAY));
    saw(0, BounceReason.SENDER_REPUTATION, 7, MailProvider.OTHER, true);
    assertThat(next(TODAY, Optional.empty())).isEmpty();
    saw(0, BounceReason.SENDER_REPUTATION, 15, MailProvider.OTHER, true);
    assertThat(diagnosis().confidence()).isEqualTo(Confidence.LOW);
    assertThat(next(TODAY, Optional.empty()).orElseThrow().diagnosis())
        .isEqualTo(Name.SENDER_REPUTATION);
  }

  @Test
  void ourIncidentOpensOnceAndEndsWellAfterQuietDays() {
    saw(0, BounceReason.SENDER_REPUTATION, 9, MailProvider.OTHER, true);
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
  void aBlockReplacesTheIncidentOfAStaleList() {
    saw(0, BounceReason.INVALID_RECIPIENT, 0, 12, MailProvider.OTHER, false);
    IncidentReport stale = next(TODAY, Optional.empty()).orElseThrow();
    assertThat(stale.diagnosis()).isEqualTo(Name.DEAD_ADDRESSES);
    saw(0, BounceReason.SENDER_REPUTATION, 30, 60, MailProvider.OTHER, true);
    IncidentReport ended = next(TODAY, Optional.of(stale)).orElseThrow();
    assertThat(ended.endedWell()).contains(false);
    assertThat(next(TODAY, Optional.of(ended)).orElseThrow().diagnosis())
        .isEqualTo(Name.SENDER_REPUTATION);
  }

  @Test
  void daysAreMergedInAnyOrderAndOnlyWithTheSameDate() {
    SendingDay one = day(0, BounceReason.POLICY, 0, 500, MailProvider.OTHER, true);
    SendingDay other = day(0, BounceReason.POLICY, 300, 900, MailProvider.OTHER, false);
    assertThat(one.merge(other))
        .isEqualTo(other.merge(one))
        .isEqualTo(one.merge(other).merge(one));
    assertThat(one.merge(other).seen().get(BounceReason.POLICY)).hasSize(SendingDay.MOST_HITS);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> one.merge(SendingDay.of(TODAY.minusDays(1))));
  }

  @Test
  void hitsAreReadAsTheyWereWritten() {
    OrganisationHit hit = new OrganisationHit("contoso.example", MailProvider.MICROSOFT, true);
    assertThat(OrganisationHit.parse(hit.toString())).contains(hit);
    for (String broken :
        List.of("", "a", "a MICROSOFT", "a NOBODY known", " OTHER known", "a OTHER x")) {
      assertThat(OrganisationHit.parse(broken)).as(broken).isEmpty();
    }
  }

  @Test
  void aDomainWithoutARegisteredDomainIsItsOwnOrganisation() {
    DomainMail suffix = new DomainMail("co.example").bounces(1, 1, DomainMail.ACCESS_DENIED, 0);
    SendingDay day = SendingDay.of(suffix.activity(), TODAY, domain -> null);
    assertThat(day.seen().get(BounceReason.ACCESS_DENIED))
        .containsExactly(new OrganisationHit("co.example", MailProvider.MICROSOFT, false));
  }

  @Test
  void aRecipientWithAnEarlierDeliveryIsKnown() {
    DomainMail contoso =
        new DomainMail().isDelivered(1, 1, 3).bounces(1, 1, DomainMail.ACCESS_DENIED, 0);
    SendingDay day = SendingDay.of(contoso.activity(), TODAY, domain -> domain);
    assertThat(day.seen().get(BounceReason.ACCESS_DENIED)).allMatch(OrganisationHit::known);
  }

  private void saw(int ago, BounceReason reason, int count, MailProvider gateway, boolean known) {
    saw(ago, reason, 0, count, gateway, known);
  }

  private void saw(
      int ago, BounceReason reason, int from, int to, MailProvider gateway, boolean known) {
    days.add(day(ago, reason, from, to, gateway, known));
  }

  private static SendingDay day(
      int ago, BounceReason reason, int from, int to, MailProvider gateway, boolean known) {
    SortedSet<OrganisationHit> hits = new TreeSet<>();
    for (int i = from; i < to; i++) {
      hits.add(new OrganisationHit("contoso" + i + ".example", gateway, known));
    }
    return new SendingDay(TODAY.minusDays(ago), Map.of(reason, hits));
  }

  private SendingDiagnosis diagnosis() {
    return activity(TODAY, Optional.empty()).diagnose();
  }

  private SendingActivity activity(LocalDate today, Optional<LocalDate> openSince) {
    return SendingActivity.of(days, today, openSince, Thresholds.standard());
  }

  private Optional<IncidentReport> next(LocalDate today, Optional<IncidentReport> current) {
    Instant now = DomainMail.on(today);
    Optional<LocalDate> openSince =
        current.filter(report -> report.ended().isEmpty()).map(report -> TODAY);
    return new IncidentLifecycle(Thresholds.standard())
        .next(activity(today, openSince), current, now);
  }

  @Test
  void spikingReasonsAreThoseForWhichNoDomainIsResponsible() {
    for (BounceReason reason :
        Set.of(BounceReason.POLICY, BounceReason.CONTENT, BounceReason.RATE_LIMITED)) {
      days.add(day(0, reason, 0, 14, MailProvider.OTHER, true));
    }
    assertThat(diagnosis().spiking())
        .containsExactlyInAnyOrder(
            BounceReason.POLICY, BounceReason.CONTENT, BounceReason.RATE_LIMITED);
  }

  /** Days may be missing anywhere: {@code watch} did not run, or did not exist. */
  @ParameterizedTest
  @CsvSource({
    "2, 14, NOTHING_MISSING",
    "5, 14, THE_NEWEST",
    "10, 14, ALL_BUT_THE_OLDEST",
    "2, 6, THE_OLDEST",
    "12, 14, MOST",
  })
  void todayIsComparedWithTheDaysThatAreKnown(int from, int to, String missing) {
    List<SendingDay> known = new ArrayList<>();
    IntStream.rangeClosed(from, to)
        .forEach(daysAgo -> known.add(SendingDay.of(TODAY.minusDays(daysAgo))));
    known.add(day(0, BounceReason.SENDER_REPUTATION, 0, 40, MailProvider.OTHER, true));
    SendingDiagnosis diagnosis = SendingActivity.of(
            known, TODAY, Optional.empty(), Thresholds.standard())
        .diagnose();
    assertThat(diagnosis.name()).as(missing).isEqualTo(Diagnosis.Name.SENDER_REPUTATION);
    assertThat(diagnosis.since()).contains(TODAY);
    assertThat(diagnosis.organisations()).isEqualTo(40);
  }
}
