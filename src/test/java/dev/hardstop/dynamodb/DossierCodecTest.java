package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static dev.hardstop.suppression.Observations.complained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a dossier is stored: attributes, texts of any kind, and which parts must be readable. */
class DossierCodecTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject bob = Subject.parse("bob@" + domain);

  @Test
  void anItemHasOneAttributeForEachPartOfTheDossier() {
    Observation bounce = bounce(bob, RULE, "2026-11-20T09:08:07.123Z");
    TABLE.list().observe(bounce);
    TABLE.list().deliver(new DeliveryDay(bob, LocalDate.parse("2026-11-21")));

    Map<String, AttributeValue> item = new TreeMap<>(TABLE.item(bob));

    assertThat(item.remove("hour").s()).matches("2026-11-24T10#[0-7]");
    assertThat(item.remove(newest(bounce)).m())
        .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
            text("order", bounce.history().newest().order()),
            text("at", "2026-11-20T09:08:07.123Z"),
            text("messageId", "message-1"),
            text("feedbackId", "feedback-2026-11-20T09:08:07.123Z"),
            text("reason", "INVALID_RECIPIENT"),
            text("status", "5.1.1"),
            text("action", "failed"),
            text("reply", "550 5.1.1 No such user"),
            text("sesType", "Permanent"),
            text("sesSubType", "General"),
            text("reportingMta", "a1.smtp-out.example.com"),
            text("remoteMtaIp", "192.0.2.25")));
    assertThat(item)
        .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
            text("subject", bob.key()),
            Map.entry(
                "matches#" + RULE,
                AttributeValue.fromSs(List.of("2026-11-20T09:08:07.123Z#" + wording(bounce)))),
            Map.entry("delivered", AttributeValue.fromSs(List.of("2026-11-21"))),
            Map.entry("recorded#2026-11-20", AttributeValue.fromN("1795516200")),
            text("domain", domain),
            text("touched", "2026-11-24#" + bob.key()),
            Map.entry("expiresAt", AttributeValue.fromN("1830076200"))));
  }

  @Test
  void aManualActionIsAMapOfStrings() {
    Instant at = Instant.parse("2026-11-24T10:00:00Z");
    LocalDate until = LocalDate.parse("2027-01-01");
    TABLE
        .list()
        .addAction(bob, new ManualAction.Release("r1", "desk", "they wrote to us", at, true));
    TABLE
        .list()
        .addAction(
            bob, new ManualAction.Suppression("s1", "desk", "asked to", at, Optional.of(until)));

    assertThat(TABLE.item(bob).get("action#r1").m())
        .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
            text("kind", "release"),
            text("who", "desk"),
            text("why", "they wrote to us"),
            text("at", "2026-11-24T10:00:00Z"),
            text("includeComplaint", "true")));
    assertThat(TABLE.item(bob).get("action#s1").m())
        .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
            text("kind", "suppression"),
            text("who", "desk"),
            text("why", "asked to"),
            text("at", "2026-11-24T10:00:00Z"),
            text("until", "2027-01-01")));
  }

  @Test
  void evidenceIsReadAsItWasWritten() {
    Evidence.Origin byForward = new Evidence.Origin(
        Instant.parse("2026-11-24T10:00:00.001Z"), "", "", Optional.of("forwarded.example.org"));
    Evidence forwarded = new Evidence.ComplaintEvidence(byForward, ComplaintKind.ONE_OF_SEVERAL);
    Evidence centuriesLater = Observations.bounced("+12026-11-24T10:00:00Z", "", "");
    for (ComplaintKind kind : ComplaintKind.values()) {
      expectReadAsWritten(complained("2026-11-24T10:00:00Z", kind));
    }
    expectReadAsWritten(forwarded);
    expectReadAsWritten(new Evidence.ComplaintEvidence(
        new Evidence.Origin(
            Instant.parse("2026-11-24T10:00:00.001Z"),
            "message-1",
            "feedback-1",
            Optional.empty(),
            new MessageTags("newsletter", "marketing", "shop"),
            new Evidence.Spellings("Bob@" + domain, "BOB@" + domain),
            "ses-events"),
        ComplaintKind.SOLE));
    expectReadAsWritten(centuriesLater);
  }

  private void expectReadAsWritten(Evidence evidence) {
    String historyId = "example." + UUID.randomUUID();
    TABLE.list().observe(Observations.of(bob, historyId, evidence, false));

    Evidence read = read().histories().get(historyId).newest();
    assertThat(read).isEqualTo(evidence);
    assertThat(read.order())
        .isEqualTo(TABLE
            .item(bob)
            .get(DossierCodec.newest(
                historyId, RuleHistory.of(evidence).matches().first().wording()))
            .m()
            .get("order")
            .s());
  }

  @Test
  void attributesOfALaterVersionAreIgnored() {
    Observation bounce = bounce(bob, "via:POLICY", "2026-11-24T10:00:00Z");
    TABLE.list().observe(bounce);
    TABLE.set(bob, "notes", AttributeValue.fromM(Map.of("opened", AttributeValue.fromN("1"))));
    TABLE.set(bob, "note#1", AttributeValue.fromS("of a later version"));

    assertThat(read()).isEqualTo(Dossier.empty(bob).with(bounce));
  }

  @Test
  void unreadableEvidenceIsNeverIgnored() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    AttributeValue unknownReason = AttributeValue.fromM(Map.ofEntries(
        text("at", "2026-11-24T10:00:00Z"), text("reason", "SECRET_OF_ANOTHER_VERSION")));
    for (AttributeValue broken : List.of(
        AttributeValue.fromS("SECRET"),
        AttributeValue.fromM(Map.of()),
        AttributeValue.fromM(Map.of("at", AttributeValue.fromN("1"))),
        AttributeValue.fromM(Map.of("at", AttributeValue.fromS("SECRET"))),
        unknownReason)) {
      TABLE.set(bob, "newest#" + RULE, broken);
      expectUnreadable(RULE);
    }
  }

  @Test
  void aHistoryWithoutMatchesOrEvidenceIsNeverIgnored() {
    Observation bounce = bounce(bob, RULE, "2026-11-24T10:00:00Z");
    TABLE.list().observe(bounce);
    AttributeValue evidence = TABLE.item(bob).get(newest(bounce));
    TABLE.set(bob, "matches#example.days-only", AttributeValue.fromSs(List.of("2026-11-24")));
    expectUnreadable("example.days-only");

    Subject ann = Subject.parse("ann@" + domain);
    TABLE.set(ann, "newest#example.evidence-only", evidence);
    assertThatThrownBy(() -> TABLE.list().read(Set.of(ann)).get(ann))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("example.evidence-only");
  }

  @Test
  void unreadableMatchesAreNeverIgnored() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    TABLE.set(bob, "matches#" + RULE, AttributeValue.fromSs(List.of("SECRET")));
    expectUnreadable(RULE);
    TABLE.set(bob, "matches#" + RULE, AttributeValue.fromS("2026-11-24"));
    expectUnreadable(RULE);
  }

  @Test
  void aManualActionOfAnUnknownKindIsNeverIgnored() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    TABLE.set(
        bob,
        "action#x1",
        AttributeValue.fromM(
            Map.ofEntries(text("kind", "SECRET"), text("at", "2026-11-24T10:00:00Z"))));

    expectUnreadable("action#x1");
  }

  @Test
  void anUnreadableSubjectDoesNotAffectTheOthersOfARead() {
    Subject ann = Subject.parse("ann@" + domain);
    Subject everyone = Subject.parse("@" + domain);
    for (Subject subject : List.of(ann, bob, everyone)) {
      TABLE.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    TABLE.set(bob, "matches#" + RULE, AttributeValue.fromS("SECRET"));

    ReadResults<Subject, Dossier> read = TABLE.list().read(Set.of(ann, bob, everyone));

    assertThat(read.found()).containsOnlyKeys(ann, everyone);
    assertThat(read.get(ann).histories()).containsOnlyKeys(RULE);
    assertThat(read.unreadable()).containsOnlyKeys(bob);
  }

  @Test
  void aDeliveryToAnUnreadableDossierFailsAlone() {
    Subject ann = Subject.parse("ann@" + domain);
    for (Subject subject : List.of(ann, bob)) {
      TABLE.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    TABLE.set(bob, "delivered", AttributeValue.fromS("SECRET"));
    LocalDate day = LocalDate.parse("2026-11-24");
    Set<DeliveryDay> deliveries = Set.of(new DeliveryDay(ann, day), new DeliveryDay(bob, day));

    assertThat(TABLE.list().missing(deliveries)).isEqualTo(deliveries);
    TABLE.list().deliver(new DeliveryDay(ann, day));
    assertThat(TABLE.list().read(Set.of(ann)).get(ann).delivered()).containsExactly(day);
    assertThatThrownBy(() -> TABLE.list().deliver(new DeliveryDay(bob, day)))
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 \u0000 \u0001\u001f\u007f\u0085 \ufffe\uffff",
        "550 \"\\\" </script> \u2028\u202e",
        "550 \ud83d\udcea mailbox",
        "   "
      })
  void aReplyIsStoredAsItIs(String reply) {
    assertThat(stored(reply)).isEqualTo(Observations.bounced("2026-11-24T10:00:00Z", "f", reply));
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 \ud83d half", "\udcea\ud83d 550", "550 \ud83d"})
  void anUnpairedSurrogateBecomesAQuestionMarkAndTheOrderIsTheSame(String reply) {
    Evidence written = Observations.bounced("2026-11-24T10:00:00Z", "f", reply);
    Evidence stored = stored(reply);

    assertThat(((Evidence.BounceEvidence) stored).deliveryStatus().words().value())
        .contains("?");
    assertThat(stored.order()).isEqualTo(written.order());
  }

  @Test
  void theReasonOfAManualActionIsStoredInFull() {
    String why = "\u00e4".repeat(500);
    ManualAction action =
        new ManualAction.Release("a", "desk", why + "\ud83d", TestTable.NOW, false);
    TABLE.list().addAction(bob, action);

    assertThat(TABLE.list().read(Set.of(bob)).get(bob).manualActions())
        .singleElement()
        .extracting(ManualAction::why)
        .isEqualTo(why + "?");
  }

  private Evidence stored(String reply) {
    Evidence written = Observations.bounced("2026-11-24T10:00:00Z", "f", reply);
    TABLE.list().observe(Observations.of(bob, RULE, written, false));
    return TABLE.list().read(Set.of(bob)).get(bob).histories().get(RULE).newest();
  }

  private static String newest(Observation observation) {
    return "newest#" + RULE + "#" + wording(observation);
  }

  private static String wording(Observation observation) {
    return observation.history().matches().first().wording();
  }

  private void expectUnreadable(String part) {
    assertThatThrownBy(() -> TABLE.list().read(Set.of(bob)).get(bob))
        .isInstanceOf(UnreadableItemException.class)
        .hasNoCause()
        .hasMessageContaining("***@" + domain)
        .hasMessageContaining(part)
        .hasMessageNotContainingAny("bob", "SECRET");
  }

  private Dossier read() {
    return TABLE.list().read(Set.of(bob)).get(bob);
  }

  private static Map.Entry<String, AttributeValue> text(String name, String value) {
    return Map.entry(name, AttributeValue.fromS(value));
  }
}
