package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Race;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.AddressErasure.ErasedItems;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is left of an address in the table after its erasure, and what of the others. */
class DynamoDbErasureTest {
  private static final RuleBook BOOK = RuleFiles.book();
  private static final String NO_SUCH_DOMAIN = "smtp; 550 5.1.2 Bad destination: domain not found";

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID().toString().substring(0, 8) + ".example.com";
  private final EmailAddress bob = EmailAddress.of("bob.smith@" + domain);
  private final EmailAddress ann = EmailAddress.of("ann@" + domain);
  private final DynamoDbErasure erasure =
      new DynamoDbErasure(TABLE.client(), TestTable.NAME, InstantSource.system(), ErasureKeys.NONE);
  private final AtomicInteger messages = new AtomicInteger();

  @BeforeEach
  void anEmptyTable() {
    TABLE.clear();
  }

  @Test
  void nothingInTheTableNamesTheAddressOrStandsForIt() {
    bounces("Bob.Smith@" + domain, NO_SUCH_DOMAIN, "2026-11-20");
    bounces("bob.smith@" + domain, "smtp; 550 5.1.1 User unknown", "2026-11-21");
    delivered(bob, "2026-11-22");
    delivered(ann, "2026-11-22");
    TABLE
        .list()
        .addAction(
            Subject.of(bob),
            new ManualAction.Release("1", "carol", "wrote in", TestTable.NOW, false));
    listExamples("Bob.Smith@" + domain, "ann@" + domain);
    assertThat(mentions()).as("the test would see it").isNotEmpty();

    ErasedItems erased = erasure.erase(bob);

    assertThat(mentions()).isEmpty();
    assertThat(erased.hadDossier()).isTrue();
    assertThat(erased.hashes()).as("a delivery and a match of the domain").isEqualTo(2);
    assertThat(erased.examples()).as("two differences of two comparisons").isEqualTo(4);
    assertThat(erased.dossier().orElseThrow().spellings())
        .containsExactly("Bob.Smith@" + domain, "bob.smith@" + domain);
  }

  @Test
  void theOthersOfTheDomainKeepWhatIsKnownOfThem() {
    bounces(bob.canonical(), NO_SUCH_DOMAIN, "2026-11-20");
    bounces(ann.canonical(), NO_SUCH_DOMAIN, "2026-11-21");
    delivered(bob, "2026-11-22");
    delivered(ann, "2026-11-22");
    listExamples(bob.canonical(), ann.canonical());
    Dossier before = dossier(Subject.of(ann));

    erasure.erase(bob);

    assertThat(dossier(Subject.of(ann))).isEqualTo(before);
    Dossier ofDomain = dossier(Subject.domainOf(bob));
    assertThat(ofDomain.histories().values())
        .singleElement()
        .satisfies(history -> assertThat(history.matches())
            .singleElement()
            .satisfies(match -> assertThat(match.mailbox()).isEqualTo(RecipientHash.of(ann))));
    assertThat(TABLE.list().delivered(Set.of(domain)).get(domain).byDay().values())
        .containsExactly(Set.of(RecipientHash.of(ann)));
    assertThat(new DynamoDbSesListState(TABLE.client(), TestTable.NAME)
            .read()
            .last()
            .orElseThrow()
            .findings()
            .listedAndFree())
        .isEqualTo(new Difference(2, List.of(ann.canonical())));
  }

  @Test
  void aDomainOfWhichOnlyTheErasedMailboxWasKnownStaysReadable() {
    bounces(bob.canonical(), NO_SUCH_DOMAIN, "2026-11-20");
    bounces(bob.canonical(), NO_SUCH_DOMAIN, "2026-11-21");
    listExamples(bob.canonical());

    erasure.erase(bob);

    assertThat(dossier(Subject.domainOf(bob)).histories()).isEmpty();
    assertThat(new DynamoDbSesListState(TABLE.client(), TestTable.NAME)
            .read()
            .last()
            .orElseThrow()
            .findings()
            .listedAndFree())
        .isEqualTo(new Difference(1, List.of()));
    bounces(ann.canonical(), NO_SUCH_DOMAIN, "2026-11-22");
    assertThat(dossier(Subject.domainOf(bob)).histories()).hasSize(1);
  }

  @Test
  void anErasureMayBeRepeatedAndCreatesNothing() {
    assertThat(erasure.erase(bob)).isEqualTo(new ErasedItems(Optional.empty(), false, 0, 0));
    assertThat(all()).isEmpty();
    bounces(bob.canonical(), NO_SUCH_DOMAIN, "2026-11-20");
    erasure.erase(bob);
    assertThat(erasure.erase(bob)).isEqualTo(new ErasedItems(Optional.empty(), false, 0, 0));
  }

  @Test
  void aDossierThatCannotBeReadIsErasedAllTheSame() {
    TABLE.list().observe(bounce(Subject.of(bob), RULE, "2026-11-20T10:00:00Z"));
    TABLE.set(Subject.of(bob), DossierCodec.INCIDENT, AttributeValue.fromS("x"));
    assertThat(erasure.erase(bob)).isEqualTo(new ErasedItems(Optional.empty(), true, 0, 0));
    assertThat(all()).isEmpty();
  }

  /** What the queue still holds is outside the reach of an erasure. */
  @Test
  void aNotificationThatArrivesLateBringsItsEvidenceBackUntilTheNextErasure() {
    bounces(bob.canonical(), "smtp; 550 5.1.1 User unknown", "2026-11-20");
    Dossier first = dossier(Subject.of(bob));
    erasure.erase(bob);
    messages.set(0);
    bounces(bob.canonical(), "smtp; 550 5.1.1 User unknown", "2026-11-20");
    assertThat(dossier(Subject.of(bob)))
        .as("the same evidence, and nothing else")
        .isEqualTo(first);
    erasure.erase(bob);
    assertThat(mentions()).isEmpty();
  }

  /** Whichever write comes last, the dossier of the address and that of its domain can be read. */
  @Test
  void erasingWhileEventsArriveLeavesNothingUnreadable() throws Exception {
    for (int round = 0; round < 10; round++) {
      int day = 10 + round;
      Race.of(List.of(
          () -> bounces(bob.canonical(), NO_SUCH_DOMAIN, "2026-11-" + day),
          () -> bounces(ann.canonical(), NO_SUCH_DOMAIN, "2026-11-" + day),
          () -> erasure.erase(bob)));
      assertThat(dossier(Subject.of(bob)).subject()).isEqualTo(Subject.of(bob));
      assertThat(dossier(Subject.domainOf(bob)).histories().values())
          .allSatisfy(history -> assertThat(history.matches())
              .anyMatch(match -> match.mailbox().equals(RecipientHash.of(ann))));
    }
    erasure.erase(bob);
    assertThat(mentions()).isEmpty();
  }

  private void bounces(String address, String reply, String day) {
    EmailAddress recipient = EmailAddress.of(address);
    int message = messages.incrementAndGet();
    record(new Bounce(
        new Mail("message-" + message, on(day), List.of(recipient)),
        "feedback-" + message,
        Optional.of(recipient),
        new BounceType("Permanent", "General"),
        new Bounce.RecipientReport("failed", "", reply, "", "")));
  }

  private void delivered(EmailAddress address, String day) {
    record(new Delivery(
        new Mail("message-" + messages.incrementAndGet(), on(day), List.of(address)),
        Optional.of(address)));
  }

  private static void record(Feedback feedback) {
    TestRecording.record(
        new Recorder(BOOK, SuppressionPolicy.standard(), TABLE.list(), Runnable::run),
        List.of(feedback));
  }

  private static Instant on(String day) {
    return Instant.parse(day + "T09:00:00Z");
  }

  /** A comparison with SES's list that has ended, and one that is running. */
  private void listExamples(String... spellings) {
    DynamoDbSesListState state = new DynamoDbSesListState(TABLE.client(), TestTable.NAME);
    Difference difference = Difference.of(List.of(spellings));
    SesListFindings findings = new SesListFindings(
        9, 0, 0, 0, difference, Difference.NONE, difference, Difference.NONE, 0);
    SesListProgress first = SesListProgress.begin(on("2026-11-23"), true);
    state.replace(Optional.empty(), first);
    state.replace(
        Optional.of(first),
        first
            .afterPage(findings, Optional.empty())
            .afterDossiers(SesListFindings.NONE, new TreeSet<>(), Optional.empty(), TestTable.NOW));
    SesListProgress second = SesListProgress.begin(on("2026-11-24"), true);
    state.replace(Optional.empty(), second);
    state.replace(Optional.of(second), second.afterPage(findings, Optional.of("token")));
  }

  private static Dossier dossier(Subject subject) {
    return TABLE.list().read(Set.of(subject)).get(subject);
  }

  private static List<Map<String, AttributeValue>> all() {
    return TABLE
        .client()
        .scan(scan -> scan.tableName(TestTable.NAME).consistentRead(true))
        .items();
  }

  private List<String> mentions() {
    return all().stream()
        .map(item -> item.toString().toLowerCase(Locale.ROOT))
        .filter(item -> item.contains("bob.smith")
            || item.contains(RecipientHash.of(bob).toLowerCase(Locale.ROOT)))
        .toList();
  }
}
