package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.http.LargestItemsProgram;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.Replies;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How large an item becomes when a remote server uses every reply and wording there is. */
class LargestItemTest {
  private static final EmailAddress MALLORY = EmailAddress.of("mallory@example.com");
  private static final EmailAddress BEHIND = EmailAddress.of("dead@example.net");
  private static final String LONG = " x".repeat(250);

  /** Some of the replies are enough for an item that is not bounded to exceed the limit. */
  private static final int EVERY = Soak.cases(4, 1);

  private static TestTable table;
  private static Map<String, AttributeValue> address;
  private static Map<String, AttributeValue> domain;

  @BeforeAll
  static void answerEverything() {
    table = new TestTable();
    Recorder recorder =
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table.list(), Runnable::run);
    Instant first = TestTable.NOW.minus(Duration.ofDays(3));
    for (int day = 0; day < Soak.cases(1, 3); day++) {
      assertThat(TestRecording.record(recorder, answers(first.plus(Duration.ofDays(day)), day)))
          .noneMatch(RecordingOutcome.Failed.class::isInstance);
    }
    assertThat(TestRecording.record(recorder, complaints(first)))
        .noneMatch(RecordingOutcome.Failed.class::isInstance);
    address = table.item(Subject.of(MALLORY));
    domain = table.item(Subject.domainOf(MALLORY));
  }

  @AfterAll
  static void close() {
    table.close();
  }

  @Test
  void anItemStaysFarBelowTheLimitOfTheTableWhateverAServerReplies() {
    assertThat(bytes(address)).isLessThan(DossierBatch.LARGEST_DOSSIER);
    assertThat(bytes(domain)).isLessThan(DossierBatch.LARGEST_DOSSIER);
    System.out.printf(
        "largest item: an address of %,d bytes and %d attributes, a domain of %,d%n",
        bytes(address), address.size(), bytes(domain));
  }

  /** In a process of its own, because a full heap would fail other tests. */
  @Test
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void checkAndWatchReadManyOfThemWithTheHeapOfTheNativeBinary() throws Exception {
    try (LargestItems items = new LargestItems(table, address, domain)) {
      assertThat(LittleHeap.run(LargestItemsProgram.class, items.endpoint().toString()))
          .contains(
              "answered %d addresses, 0 unreadable".formatted(LargestItems.COUNT),
              "watched %d addresses, without []".formatted(LargestItems.COUNT + 1));
    }
  }

  /** Of both kinds that have streams: more messages and more pairs of tag and set than are kept. */
  private static List<Feedback> complaints(Instant day) {
    List<Feedback> complaints = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String number = "%03d".formatted(i);
      MessageTags tags = i % 2 == 0
          ? MessageTags.NONE
          : new MessageTags(number + "t".repeat(253), "s".repeat(64), "n".repeat(64));
      for (ComplaintKind kind : List.of(ComplaintKind.SOLE, ComplaintKind.ONE_OF_SEVERAL)) {
        complaints.add(new Complaint(
            new Mail("m".repeat(100) + number, day.plusSeconds(i), List.of(MALLORY), tags),
            "f".repeat(100) + number,
            Optional.of(MALLORY),
            kind,
            day.plusSeconds(i)));
      }
    }
    return complaints;
  }

  /** Replies of all rules, in several wordings, direct and forwarded. */
  private static List<Feedback> answers(Instant day, int number) {
    List<Feedback> answers = new ArrayList<>();
    int at = 0;
    List<Replies.Reply> replies = Replies.everything();
    for (int i = 0; i < replies.size(); i += EVERY) {
      Replies.Reply reply = replies.get(i);
      for (EmailAddress named : List.of(MALLORY, BEHIND)) {
        String words = reply.diagnosticCode().isEmpty()
            ? ""
            : reply.diagnosticCode() + LONG.substring(0, 480 + 2 * number);
        answers.add(new Bounce(
            new Mail("m".repeat(100) + number, day.plusSeconds(++at), List.of(MALLORY)),
            "f".repeat(100) + at,
            Optional.of(named),
            reply.type().equals(BounceType.NONE)
                ? new BounceType("Permanent", "General")
                : reply.type(),
            new Bounce.RecipientReport("failed", reply.status(), words, "", reply.remoteMtaIp())));
      }
    }
    return answers;
  }

  /** About as DynamoDB counts: names, strings, and one byte for each value. */
  private static int bytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + bytes(entry.getValue()))
        .sum();
  }

  private static int bytes(AttributeValue value) {
    if (value.hasM()) {
      return 3 + bytes(value.m());
    }
    if (value.hasSs()) {
      return 3 + value.ss().stream().mapToInt(text -> text.length() + 1).sum();
    }
    return 1 + (value.s() == null ? 20 : value.s().length());
  }
}
