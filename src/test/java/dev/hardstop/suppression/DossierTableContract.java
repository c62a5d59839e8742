package dev.hardstop.suppression;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static dev.hardstop.suppression.Observations.bounced;
import static dev.hardstop.suppression.Observations.complained;
import static dev.hardstop.suppression.Observations.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every dossier table does, wherever it stores its dossiers. */
public abstract class DossierTableContract {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  /** Each test uses its own domain, because tests may share a list. */
  private final String domain = UUID.randomUUID() + ".example.com";

  private final Subject bob = Subject.parse("bob@" + domain);
  private final Subject ann = Subject.parse("ann@" + domain);
  private final Subject everyone = Subject.parse("@" + domain);

  /** The table under test. */
  protected abstract DossierTable list();

  @Test
  void everyRequestedSubjectHasADossier() {
    list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));

    Map<Subject, Dossier> dossiers = list().read(Set.of(bob, ann, everyone)).found();

    assertThat(dossiers).containsOnlyKeys(bob, ann, everyone);
    assertThat(dossiers.get(ann)).isEqualTo(Dossier.empty(ann));
    assertThat(dossiers.get(everyone)).isEqualTo(Dossier.empty(everyone));
  }

  @Test
  void noRequestHasNoResult() {
    assertThat(list().read(Set.of()).found()).isEmpty();
    assertThat(list().missing(Set.of())).isEmpty();
  }

  @Test
  void whatWasObservedIsRead() {
    Observation bounce = bounce(bob, RULE, "2026-11-24T10:00:00Z");
    Observation complaint = Observations.of(
        bob, "complaint", complained("2026-11-25T10:00:00Z", ComplaintKind.SOLE), true);
    list().observe(bounce);
    list().observe(complaint);

    assertThat(read(bob)).isEqualTo(Dossier.empty(bob).with(bounce).with(complaint));
  }

  @Test
  void theSameObservationTwiceIsOne() {
    Observation bounce = bounce(bob, RULE, "2026-11-24T10:00:00Z");
    list().observe(bounce);
    Dossier once = read(bob);
    list().observe(bounce);

    assertThat(read(bob)).isEqualTo(once);
  }

  @Test
  void olderEvidenceAddsItsDayAndKeepsTheNewestEvidence() {
    Observation newer = bounce(bob, RULE, "2026-11-24T10:00:00Z");
    Observation older = bounce(bob, RULE, "2026-11-20T10:00:00Z");
    list().observe(newer);
    list().observe(older);

    RuleHistory history = read(bob).histories().get(RULE);
    assertThat(history.days()).containsExactly(LocalDate.parse("2026-11-20"), DAY);
    assertThat(history.newest()).isEqualTo(newer.history().newest());
  }

  /** Without its evidence, it would not be known for which stream a match counts. */
  @Test
  void ofManyRepliesAtOneTimeTheSameAreKeptAsMatchesAndAsEvidence() {
    for (String reply : List.of("gone", "left", "moved", "closed", "retired", "deleted")) {
      list()
          .observe(of(
              bob,
              RULE,
              bounced("2026-11-24T10:00:00Z", "feedback-" + reply, "550 5.1.1 " + reply),
              false));
    }
    RuleHistory history = read(bob).histories().get(RULE);
    assertThat(history.matches())
        .hasSizeGreaterThan(1)
        .allMatch(match -> history.evidenceOf(match).isPresent());
  }

  @Test
  void severalDaysCanComeInOneObservation() {
    Observation both =
        bounce(bob, RULE, "2026-11-24T10:00:00Z").merge(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    list().observe(bounce(bob, RULE, "2026-11-30T10:00:00Z"));
    list().observe(both);

    assertThat(read(bob).histories().get(RULE).days())
        .containsExactly(LocalDate.parse("2026-11-20"), DAY, LocalDate.parse("2026-11-30"));
  }

  @Test
  void anyOrderAndAnyDuplicationGivesTheSameDossiers() {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      List<Subject> subjects = List.of(
          Subject.parse("a" + seed + "@" + domain), Subject.parse("@d" + seed + "." + domain));
      List<Observation> observations = Observations.any(random, 12, subjects);
      observations.addAll(observations.subList(0, 4));
      Collections.shuffle(observations, random);
      observations.forEach(list()::observe);

      Map<Subject, Dossier> expected = new HashMap<>();
      subjects.forEach(subject -> expected.put(subject, Dossier.empty(subject)));
      observations.forEach(
          seen -> expected.computeIfPresent(seen.subject(), (same, known) -> known.with(seen)));
      assertThat(list().read(new HashSet<>(subjects)).found())
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void concurrentWritersLoseNothing() {
    List<Observation> observations = Observations.any(new Random(7), 100, List.of(bob));
    observations.parallelStream().forEach(list()::observe);

    Dossier expected = Dossier.empty(bob);
    for (Observation observation : observations) {
      expected = expected.with(observation);
    }
    assertThat(read(bob)).isEqualTo(expected);
  }

  @Test
  void moreSubjectsThanOneRequestHoldsAreRead() {
    Set<Subject> many = new HashSet<>();
    for (int i = 0; i < 230; i++) {
      many.add(Subject.parse("user" + i + "@" + domain));
    }
    many.forEach(subject -> list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z")));

    assertThat(list().read(many).found())
        .containsOnlyKeys(many)
        .allSatisfy((subject, dossier) -> assertThat(dossier.histories()).containsOnlyKeys(RULE));
  }

  @Test
  void aDeliveryToAnAddressWithoutDossierIsNotKept() {
    DeliveryDay delivery = new DeliveryDay(bob, DAY);

    assertThat(list().missing(Set.of(delivery))).isEmpty();
    list().deliver(delivery);

    assertThat(list().missing(Set.of(new DeliveryDay(bob, DAY.plusDays(1))))).isEmpty();
    assertThat(read(bob)).isEqualTo(Dossier.empty(bob));
  }

  @Test
  void aDeliveryToAnAddressWithADossierIsMissingOnceADay() {
    list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    DeliveryDay delivery = new DeliveryDay(bob, DAY);
    DeliveryDay tomorrow = new DeliveryDay(bob, DAY.plusDays(1));

    assertThat(list().missing(Set.of(delivery))).containsExactly(delivery);
    list().deliver(delivery);
    list().deliver(delivery);

    assertThat(list().missing(Set.of(delivery, tomorrow))).containsExactly(tomorrow);
    assertThat(read(bob).delivered()).containsExactly(DAY);
  }

  @Test
  void aDeliveryToADomainIsAlwaysKept() {
    DeliveryDay delivery = new DeliveryDay(everyone, DAY);

    assertThat(list().missing(Set.of(delivery))).containsExactly(delivery);
    list().deliver(delivery);

    assertThat(list().missing(Set.of(delivery))).isEmpty();
    assertThat(read(everyone)).isEqualTo(Dossier.empty(everyone).withDelivery(DAY));
  }

  @Test
  void manualActionsAreReadOldestFirst() {
    ManualAction release = release("b", "2026-11-25T10:00:00Z", true);
    ManualAction endless = suppression("c", "2026-11-23T10:00:00Z", Optional.empty());
    ManualAction ending = suppression("a", "2026-11-24T10:00:00Z", Optional.of(DAY.plusDays(30)));
    list().addAction(bob, release);
    list().addAction(bob, endless);
    list().addAction(bob, ending);
    list().addAction(bob, release);

    assertThat(read(bob).manualActions()).containsExactly(endless, ending, release);
    DeliveryDay delivery = new DeliveryDay(bob, DAY);
    assertThat(list().missing(Set.of(delivery))).as("a dossier now").containsExactly(delivery);
  }

  private Dossier read(Subject subject) {
    return list().read(Set.of(subject)).get(subject);
  }

  private static ManualAction release(String id, String at, boolean includeComplaint) {
    return new ManualAction.Release(
        id,
        "arn:aws:iam::123456789012:user/desk",
        "they wrote to us",
        Instant.parse(at),
        includeComplaint);
  }

  private static ManualAction suppression(String id, String at, Optional<LocalDate> until) {
    return new ManualAction.Suppression(
        id, "arn:aws:iam::123456789012:user/desk", "asked to", Instant.parse(at), until);
  }
}
