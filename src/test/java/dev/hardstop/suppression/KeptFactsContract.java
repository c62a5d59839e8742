package dev.hardstop.suppression;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every dossier table keeps when there is more than a dossier has room for. */
public abstract class KeptFactsContract {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  /** Each test uses its own domain, because tests may share a list. */
  private final String domain = UUID.randomUUID() + ".example.com";

  private final Subject bob = Subject.parse("bob@" + domain);
  private final Subject everyone = Subject.parse("@" + domain);

  /** The table under test. */
  protected abstract DossierTable list();

  @Test
  void theNewestDaysWithDeliveriesAreKept() {
    list().observe(bounce(bob, RULE, "2026-01-01T10:00:00Z"));
    for (int i = 0; i < 100; i++) {
      list().deliver(new DeliveryDay(bob, DAY.plusDays(i)));
    }

    assertThat(read(bob).delivered())
        .hasSize(Dossier.DELIVERED_DAYS)
        .first()
        .isEqualTo(DAY.plusDays(100 - Dossier.DELIVERED_DAYS));
    assertThat(read(bob).histories()).containsOnlyKeys(RULE);
  }

  /** Of a mailbox and day two wordings are kept: the third one's evidence may be its newest. */
  @Test
  void theNewestEvidenceOfAWordingIsTheSameInAnyOrder() {
    List<String> inOrder = List.of(
        "third 2026-11-23T10:00:00Z",
        "third 2026-11-24T10:00:00Z",
        "first 2026-11-24T11:00:00Z",
        "second 2026-11-24T12:00:00Z");
    List<String> disordered =
        List.of(inOrder.get(3), inOrder.get(2), inOrder.get(1), inOrder.get(0));
    assertThat(newestEvidence("a." + domain, disordered))
        .isEqualTo(newestEvidence("b." + domain, inOrder))
        .contains(Instant.parse("2026-11-24T10:00:00Z"));
  }

  private Set<Instant> newestEvidence(String ofDomain, List<String> written) {
    MailFixture fixture = new MailFixture(list(), RuleFiles.book(), SuppressionPolicy.standard());
    for (String bounce : written) {
      String[] wordingAndTime = bounce.split(" ");
      fixture.happens(fixture.bounce(
          "bob@" + ofDomain,
          MailFixture.NO_SUCH_DOMAIN,
          Instant.parse(wordingAndTime[1]),
          new BounceType("Permanent", wordingAndTime[0])));
    }
    return read(Subject.parse("@" + ofDomain)).histories().values().stream()
        .flatMap(history -> history.evidence().values().stream())
        .map(evidence -> evidence.origin().at())
        .collect(Collectors.toSet());
  }

  /** More messages, and more pairs of tag and set, than a dossier keeps; some are reported twice. */
  @Test
  void theComplaintsThatAreKeptAreTheSameInAnyOrder() {
    List<Observation> complaints = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      MessageTags tags = new MessageTags("newsletter", "set-" + i % 23, "");
      complaints.add(complaint(i, tags));
      if (i % 3 > 0) {
        complaints.add(complaint(i, MessageTags.NONE));
      }
    }
    Dossier expected = Dossier.empty(bob);
    for (Observation complaint : complaints) {
      expected = expected.with(complaint);
    }
    Collections.shuffle(complaints, new Random(1));
    complaints.addAll(List.copyOf(complaints.subList(0, 20)));
    complaints.forEach(list()::observe);

    assertThat(read(bob).histories()).isEqualTo(expected.histories());
    RuleHistory kept = expected.histories().get(ComplaintKind.SOLE.historyId());
    assertThat(kept.evidence()).hasSize(20);
    assertThat(kept.matches()).hasSizeBetween(41, 64);
  }

  private Observation complaint(int number, MessageTags tags) {
    Evidence.Origin origin = new Evidence.Origin(
        Instant.parse("2026-11-01T10:00:00Z").plusSeconds(7_000L * number),
        "message-" + number,
        "feedback-" + number,
        Optional.empty(),
        tags,
        Evidence.Spellings.CANONICAL);
    return Observations.of(
        bob,
        ComplaintKind.SOLE.historyId(),
        new Evidence.ComplaintEvidence(origin, ComplaintKind.SOLE),
        true);
  }

  @Test
  void aDayBeforeAllKeptDaysIsNotMissing() {
    for (int i = 0; i < Dossier.DELIVERED_DAYS; i++) {
      list().deliver(new DeliveryDay(everyone, DAY.plusDays(i)));
    }

    assertThat(list().missing(Set.of(new DeliveryDay(everyone, DAY.minusDays(1)))))
        .isEmpty();
  }

  @Test
  void theNewestManualActionsAreKept() {
    Instant start = Instant.parse("2026-11-24T10:00:00Z");
    for (int i = 0; i < 120; i++) {
      list().addAction(everyone, release("action-" + i, start.plusSeconds(i).toString(), false));
    }

    assertThat(read(everyone).manualActions())
        .hasSize(Dossier.ACTIONS)
        .first()
        .extracting(ManualAction::id)
        .isEqualTo("action-70");
  }

  @Test
  void theNewestManualActionOfEachKindIsKeptHoweverManyFollowIt() {
    ManualAction suppression = suppression("suppression", "2026-11-01T10:00:00Z", Optional.empty());
    ManualAction complaints = release("complaints", "2026-11-02T10:00:00Z", true);
    ManualAction release = release("release", "2026-11-03T10:00:00Z", false);
    ManualAction excluding = excludedDays("excluding", "2026-11-04T10:00:00Z");
    List.of(suppression, complaints, release, excluding)
        .forEach(action -> list().addAction(everyone, action));
    Instant start = Instant.parse("2026-11-24T10:00:00Z");
    for (int i = 0; i < 250; i++) {
      String at = start.plusSeconds(i).toString();
      list()
          .addAction(
              everyone, i % 5 == 0 ? excludedDays("a" + i, at) : release("a" + i, at, false));
    }

    assertThat(read(everyone).manualActions())
        .contains(suppression, complaints)
        .doesNotContain(release, excluding)
        .hasSize(2 + 2 * Dossier.ACTIONS);
  }

  @Test
  void aDeliveryOnADayWithoutBouncesIsKeptIfEveryLaterDayHasBounces() {
    for (int i = 1; i <= 80; i++) {
      String day = DAY.plusDays(i).toString();
      list().observe(bounce(bob, RULE, day + "T10:00:00Z"));
    }
    for (int i = -1; i <= 80; i++) {
      list().deliver(new DeliveryDay(bob, DAY.plusDays(i)));
    }

    assertThat(read(bob).delivered())
        .hasSize(Dossier.DELIVERED_DAYS + 1)
        .first()
        .isEqualTo(DAY);
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

  private static ManualAction excludedDays(String id, String at) {
    return new ManualAction.ExcludeDays(id, "desk", "ill", Instant.parse(at), DAY, DAY, Set.of());
  }
}
