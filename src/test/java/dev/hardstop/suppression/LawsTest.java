package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of the dossier in memory, and what their generated histories contain. */
class LawsTest extends LawsContract {
  private static final String DOMAIN = "example.com";

  private final InMemoryDossierTable list = new InMemoryDossierTable();

  @Override
  protected DossierTable writer(InstantSource clock) {
    return list;
  }

  @Override
  protected int histories() {
    return Soak.cases(100, 20_000);
  }

  @Test
  void twoTablesMergedAreTheTableThatReceivedBoth() {
    for (int seed = 0; seed < histories(); seed++) {
      Random random = new Random(seed);
      History history = History.of(seed, DOMAIN);
      InMemoryDossierTable both = opened(history);
      InMemoryDossierTable left = opened(history);
      InMemoryDossierTable right = opened(history);
      for (HistoryEvent event : events(history, seed)) {
        write(both, List.of(event));
        write(random.nextBoolean() ? left : right, List.of(event));
      }
      Map<Subject, Dossier> merged = new HashMap<>(left.all());
      right.all().forEach((subject, dossier) -> merged.merge(subject, dossier, Dossier::merge));
      assertThat(merged).as("seed %d", seed).isEqualTo(both.all());
    }
  }

  @Test
  void everyReasonComesFromTheReplyThatIsMeantToGiveIt() {
    assertThat(Stream.concat(Replies.OF_EVERY_REASON.stream(), Replies.OF_EVERY_RULE.stream()))
        .allSatisfy(reply -> assertThat(RuleFiles.book()
                .classify(DeliveryStatus.of(
                    new Bounce.RecipientReport(
                        "failed", reply.status(), reply.diagnosticCode(), "", reply.remoteMtaIp()),
                    reply.type(),
                    List.of()))
                .reason())
            .as(reply.diagnosticCode())
            .isEqualTo(reply.reason()));
  }

  /** It holds already for the first ones, which are all that run against DynamoDB Local. */
  @Test
  void theHistoriesContainEveryKindOfEvent() {
    Set<BounceReason> reasons = EnumSet.noneOf(BounceReason.class);
    Set<String> outcomes = new HashSet<>();
    Set<PolicyRow> rows = EnumSet.noneOf(PolicyRow.class);
    Set<ComplaintKind> complaints = EnumSet.noneOf(ComplaintKind.class);
    Set<VerdictState> states = EnumSet.noneOf(VerdictState.class);
    Set<String> manualActions = new HashSet<>();
    Set<Set<String>> streams = new HashSet<>();
    int twins = 0;
    for (int seed = 0; seed < ENOUGH; seed++) {
      History history = History.of(seed, DOMAIN);
      InMemoryDossierTable table = opened(history);
      for (HistoryEvent event : events(history, seed)) {
        if (event instanceof ActionEvent decided) {
          manualActions.add(kind(decided.action()));
        }
        for (RecordingOutcome outcome : write(table, List.of(event))) {
          outcomes.add(kind(outcome));
          classification(outcome).ifPresent(it -> reasons.add(it.reason()));
        }
      }
      List<Instant> instants = Stream.generate(history::instant)
          .limit(60)
          .flatMap(instant -> Stream.of(instant, instant.plus(Duration.ofDays(7))))
          .toList();
      for (Verdict verdict : verdicts(history, table.all(), instants)) {
        states.add(verdict.state());
        verdict
            .cause()
            .filter(VerdictCause.OfManualAction.class::isInstance)
            .ifPresent(manual -> rows.add(PolicyRow.MANUAL));
      }
      verdicts(history, table.all(), instants, RuleFiles.book(), BY_STREAM)
          .forEach(verdict -> streams.add(verdict.streams()));
      for (DatedEvidence evidence : evidence(table)) {
        twins += evidence.isRepeatedWithoutTags(BY_STREAM.streams()) ? 1 : 0;
        rows.add(evidence.row());
        if (evidence.cause() instanceof VerdictCause.OfComplaint complained) {
          complaints.add(complained.kind());
        }
      }
    }
    assertThat(reasons)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(BounceReason.AUTO_REPLY)));
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            "Bounce kept",
            "Bounce via another",
            "Bounce UNATTRIBUTED",
            "Bounce DELAYED",
            "Bounce AUTO_REPLY",
            "Complaint kept",
            "Complaint via another",
            "Complaint UNATTRIBUTED",
            "Delivery kept",
            "Delivery UNATTRIBUTED",
            "Delivery NOTHING_NEW");
    assertThat(rows)
        .as("an incident and the rule on domains have their own laws: DomainLawsTest")
        .containsExactlyElementsOf(EnumSet.complementOf(
            EnumSet.of(PolicyRow.INCIDENT, PolicyRow.NO_SUCH_DOMAIN, PolicyRow.ERASED)));
    assertThat(complaints).containsExactly(ComplaintKind.values());
    assertThat(streams).hasSizeGreaterThan(AnyPolicy.STREAMS.size()).contains(new TreeSet<>());
    assertThat(twins).isGreaterThan(5);
    assertThat(states).containsExactly(VerdictState.values());
    assertThat(manualActions)
        .containsExactlyInAnyOrder(
            "release", "release with complaints", "suppression", "suppression without end");
  }

  private static Optional<Classification> classification(RecordingOutcome outcome) {
    return outcome instanceof RecordingOutcome.Kept kept ? kept.classification() : Optional.empty();
  }

  private static String kind(RecordingOutcome outcome) {
    String of = outcome.feedback().getClass().getSimpleName();
    if (outcome instanceof RecordingOutcome.Kept kept) {
      return of + (RuleHistoryId.isForwarded(kept.historyId()) ? " via another" : " kept");
    }
    return of + " " + ((RecordingOutcome.NotKept) outcome).why();
  }

  private static String kind(ManualAction action) {
    if (action instanceof ManualAction.Release release) {
      return release.includeComplaint() ? "release with complaints" : "release";
    }
    return ((ManualAction.Suppression) action).until().isPresent()
        ? "suppression"
        : "suppression without end";
  }

  private static List<DatedEvidence> evidence(InMemoryDossierTable table) {
    return table.all().values().stream()
        .flatMap(dossier -> DatedEvidence.of(dossier, RuleFiles.book()).stream())
        .toList();
  }
}
