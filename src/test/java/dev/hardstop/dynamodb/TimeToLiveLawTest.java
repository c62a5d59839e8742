package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.AnyPolicy;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The law of time to live: which items the table may remove. */
class TimeToLiveLawTest {
  private static final int HISTORIES = Soak.cases(1_000, 20_000);
  private static final List<String> REPLIES = List.of(
      "smtp; 552 5.2.2 The recipient's mailbox is full",
      "smtp; 421 4.4.2 Connection timed out",
      "smtp; 550 5.4.1 Recipient address rejected: Access denied.");
  private static final List<String> REPLIES_OF_NO_DOMAIN =
      List.of("smtp; 550 5.1.2 Bad destination: domain not found");
  private static final Optional<LocalDate> NOT_SUPPRESSED = Optional.of(LocalDate.MIN);

  /** Under any policy, the verdict at the expiry of a dossier is the same without the dossier. */
  @Test
  void noDossierExpiresWhileItsVerdictHolds() {
    int kept = 0;
    int expiring = 0;
    int ended = 0;
    int endedOfDomains = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      SuppressionPolicy policy = AnyPolicy.of(random);
      ExpiringMemory memory = new ExpiringMemory();
      write(policy, events(seed, "example.com"), random, memory::writingAt);
      for (Dossier dossier : memory.dossiers().values()) {
        Expiry expiry = memory.expiry(dossier.subject());
        kept += expiry.neverExpires() ? 1 : 0;
        expiring += expiry.neverExpires() ? 0 : 1;
        if (!expiry.neverExpires()) {
          if (isSuppressedByEvidence(verdict(policy, dossier, lastWrite(expiry)))) {
            ended++;
            endedOfDomains += dossier.subject() instanceof Subject.Domain ? 1 : 0;
          }
          String which = "seed %d, %s, %s".formatted(seed, dossier, policy);
          assertThat(verdict(policy, dossier, expiry.at()).isSuppressed())
              .as(which)
              .isFalse();
          assertThat(afterOneMore(policy, dossier, expiry.at()))
              .as(which)
              .isEqualTo(afterOneMore(policy, Dossier.empty(dossier.subject()), expiry.at()));
        }
      }
    }
    System.out.printf(
        "expiry: %,d histories, each under a policy of its own: %,d dossiers kept for good, %,d"
            + " that expire, none whose verdict held; %,d of them suppressed by evidence at their"
            + " last write, %,d of these domains%n",
        HISTORIES, kept, expiring, ended, endedOfDomains);
    assertThat(kept).isGreaterThan(HISTORIES);
    assertThat(expiring).isGreaterThan(HISTORIES);
    assertThat(ended).as("dossiers whose suppression had an end").isGreaterThan(HISTORIES / 40);
    assertThat(endedOfDomains).isGreaterThan(HISTORIES / 100);
  }

  @Test
  void anItemExpiresWhenItsWritesSay() {
    try (TestTable table = new TestTable()) {
      for (int seed = 0; seed < 10; seed++) {
        SuppressionPolicy policy = AnyPolicy.of(new Random(seed));
        ExpiringMemory memory = new ExpiringMemory();
        String domain = "s" + seed + ".example.com";
        write(policy, events(seed, domain), new Random(seed), memory::writingAt);
        write(policy, events(seed, domain), new Random(seed), table::listAt);

        for (Subject subject : memory.dossiers().keySet()) {
          Map<String, AttributeValue> item = table.item(subject);
          Expiry expiry = memory.expiry(subject);
          assertThat(item.get(DossierCodec.EXPIRES_AT).n())
              .isEqualTo(Long.toString(expiry.at().getEpochSecond()));
          assertThat(item.containsKey(DossierCodec.KEEP)).isEqualTo(expiry.neverExpires());
        }
      }
    }
  }

  private static List<HistoryEvent> events(int seed, String domain) {
    History history = History.of(seed, domain);
    List<HistoryEvent> events = new ArrayList<>(history.next(15));
    if (seed % 3 == 0) {
      events.addAll(history.noSuchDomain(4));
    }
    return events;
  }

  /** Writes each event up to 3.5 days after it, by a clock that is at most five minutes behind. */
  private static void write(
      SuppressionPolicy policy,
      List<HistoryEvent> events,
      Random random,
      Function<Instant, DossierTable> writers) {
    Map<HistoryEvent, Instant> times = new IdentityHashMap<>();
    for (HistoryEvent event : events) {
      Duration later = Duration.ofMinutes(random.nextInt(5_000) - 5);
      times.put(event, at(event).plus(later));
    }
    events.stream()
        .sorted(Comparator.comparing(times::get))
        .forEach(event -> write(policy, writers.apply(times.get(event)), event));
  }

  private static Instant at(HistoryEvent event) {
    return event instanceof ActionEvent decided
        ? decided.action().at()
        : ((FeedbackEvent) event).feedback().mail().timestamp();
  }

  private static void write(SuppressionPolicy policy, DossierTable list, HistoryEvent event) {
    if (event instanceof ActionEvent decided) {
      list.addAction(decided.subject(), decided.action());
    } else {
      record(policy, list, ((FeedbackEvent) event).feedback());
    }
  }

  private static void record(SuppressionPolicy policy, DossierTable list, Feedback feedback) {
    Recorder recorder = new Recorder(RuleFiles.book(), policy, list, Runnable::run);
    assertThat(TestRecording.record(recorder, List.of(feedback)))
        .noneMatch(RecordingOutcome.Failed.class::isInstance);
  }

  private static Verdict verdict(SuppressionPolicy policy, Dossier dossier, Instant now) {
    Subject subject = dossier.subject();
    return subject instanceof Subject.Domain
        ? policy.judge(dossier, RuleFiles.book(), now)
        : policy.judge(
            dossier, Dossier.empty(Subject.parse("@" + subject.domain())), RuleFiles.book(), now);
  }

  /** Another rule keeps manual suppressions. */
  private static boolean isSuppressedByEvidence(Verdict verdict) {
    return verdict.isSuppressed()
        && verdict.cause().filter(VerdictCause.OfManualAction.class::isInstance).isEmpty();
  }

  /** An item that is not kept expires {@link SuppressionPolicy#EXPIRY_DAYS} days after this write. */
  private static Instant lastWrite(Expiry expiry) {
    return expiry.at().minus(Duration.ofDays(SuppressionPolicy.EXPIRY_DAYS));
  }

  /**
   * Until when each of some bounces suppresses that is sent when the dossier expires: old evidence adds
   * nothing to it and sets nothing of it aside.
   */
  private static List<Optional<LocalDate>> afterOneMore(
      SuppressionPolicy policy, Dossier dossier, Instant sent) {
    boolean isDomain = dossier.subject() instanceof Subject.Domain;
    EmailAddress address = isDomain
        ? EmailAddress.of("dora@" + dossier.subject().domain())
        : ((Subject.Address) dossier.subject()).address();
    return (isDomain ? REPLIES_OF_NO_DOMAIN : REPLIES)
        .stream()
            .map(reply -> {
              InMemoryDossierTable more = new InMemoryDossierTable();
              record(policy, more, saying(address, reply, sent));
              return dossier.merge(more.all().get(dossier.subject()));
            })
            .map(both -> verdict(policy, both, sent))
            .map(verdict -> verdict.isSuppressed() ? verdict.until() : NOT_SUPPRESSED)
            .toList();
  }

  private static Bounce saying(EmailAddress address, String reply, Instant sent) {
    return new Bounce(
        new Mail("message-0", sent, List.of(address)),
        "feedback-0",
        Optional.of(address),
        BounceType.NONE,
        new Bounce.RecipientReport("failed", "", reply, "", ""));
  }
}
