package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verdict on an address's own evidence and the verdict on its domain together are the verdict that
 * a question gets. The histories have excluded days and incidents of the domain; the argument is the
 * seed.
 */
class OwnVerdictLawTest {
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict -> verdict.until().orElse(LocalDate.MAX));

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(150, 5_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theGraverOfTheOwnVerdictAndThatOfTheDomainIsTheVerdict(int seed) {
    for (Judged judged : judged(seed)) {
      Verdict graver =
          GRAVITY.compare(judged.own, judged.ofDomain) < 0 ? judged.ofDomain : judged.own;
      assertThat(judged.both.state()).isEqualTo(graver.state());
      assertThat(judged.both.until()).isEqualTo(graver.until());
      assertThat(judged.both.isSuppressed()).isEqualTo(graver.isSuppressed());
      // A list of SES never hides the cause, even if that is the domain's.
      if (GRAVITY.compare(judged.own, judged.ofDomain) != 0 && !judged.own.onSesList()) {
        assertThat(judged.both.reason()).isEqualTo(graver.reason());
      }
    }
  }

  @Test
  void theHistoriesHoldDomainsAndSetEvidenceAside() {
    Set<VerdictState> ofDomains = EnumSet.noneOf(VerdictState.class);
    Set<String> different = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      for (Judged judged : judged(seed)) {
        ofDomains.add(judged.ofDomain.state());
        if (judged.own.state() != judged.withoutDomain.state()) {
          different.add("set aside");
        }
        if (judged.own.state().compareTo(judged.both.state()) < 0) {
          different.add("held against the domain");
        }
      }
    }
    assertThat(ofDomains)
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(VerdictState.WATCHED)));
    assertThat(different).containsExactlyInAnyOrder("set aside", "held against the domain");
  }

  private record Judged(Verdict own, Verdict ofDomain, Verdict both, Verdict withoutDomain) {}

  private static List<Judged> judged(int seed) {
    Random random = new Random(seed);
    History history = History.of(seed, "example.com");
    InMemoryDossierTable table = new InMemoryDossierTable();
    List<HistoryEvent> events = new ArrayList<>(history.openings());
    events.addAll(history.next(40));
    events.addAll(history.noSuchDomain(random.nextInt(10)));
    events.forEach(event -> write(table, event));
    decide(table, history, random);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Instant now = history.instant().plus(Duration.ofHours(random.nextInt(2_000)));
      for (Subject subject : history.subjects()) {
        if (subject instanceof Subject.Address address) {
          judged.add(judge(table, address, now));
        }
      }
    }
    return judged;
  }

  private static Judged judge(InMemoryDossierTable table, Subject.Address address, Instant now) {
    Subject domain = Subject.domainOf(address.address());
    Dossier ofAddress = table.read(Set.of(address)).get(address);
    Dossier ofDomain = table.read(Set.of(domain)).get(domain);
    SuppressionPolicy policy = SuppressionPolicy.standard();
    return new Judged(
        policy.judgeOwn(ofAddress, ofDomain, RuleFiles.book(), now),
        policy.judge(ofDomain, RuleFiles.book(), now),
        policy.judge(ofAddress, ofDomain, RuleFiles.book(), now),
        policy.judgeOwn(ofAddress, Dossier.empty(domain), RuleFiles.book(), now));
  }

  private static void write(InMemoryDossierTable table, HistoryEvent event) {
    if (event instanceof ActionEvent decided) {
      table.addAction(decided.subject(), decided.action());
    } else {
      TestRecording.record(
          new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, Runnable::run),
          List.of(((FeedbackEvent) event).feedback()));
    }
  }

  /** Excludes days of the domain, and opens and ends an incident. */
  private static void decide(InMemoryDossierTable table, History history, Random random) {
    Subject.Domain domain = new Subject.Domain("example.com");
    LocalDate from = LocalDate.ofInstant(history.instant(), ZoneOffset.UTC);
    table.addAction(
        domain,
        new ManualAction.ExcludeDays(
            "excluded",
            "tester",
            "a test",
            history.instant(),
            from,
            from.plusDays(random.nextInt(60)),
            random.nextBoolean() ? Set.of() : Set.of(BounceReason.MAILBOX_FULL)));
    Instant opened = history.instant();
    LocalDate first = LocalDate.ofInstant(opened, ZoneOffset.UTC);
    Incident open = new Incident("incident", first, opened, Optional.empty());
    table.put(domain.domain(), Optional.empty(), open);
    if (random.nextBoolean()) {
      Incident.Ending ending =
          new Incident.Ending(opened.plusSeconds(90_000), random.nextBoolean(), first.plusDays(9));
      table.put(
          domain.domain(),
          Optional.of(open),
          new Incident("incident", first, opened, Optional.of(ending)));
    }
  }
}
