package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.InMemoryDossierIndex;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierChange;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.suppression.VerdictState;
import dev.hardstop.watchstate.InMemoryWalkStore;
import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.WalkStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A generated history of some addresses, with what {@code announce} and the walk publish about it. Writes,
 * the stream and runs are interleaved: runs are killed, throttled, out of time, and overlap with writes and
 * with other runs. The stream is late, and its records are read more than once. The same seed gives the
 * same history.
 */
final class WalkSimulation {
  private static final List<String> REPLIES = List.of(
      "smtp; 552 5.2.2 Mailbox full",
      "smtp; 550 5.2.1 This mailbox is disabled",
      "smtp; 550 5.1.1 User unknown",
      "smtp; 550 5.7.1 Message refused by local policy",
      WatchFixture.ACCESS_DENIED,
      "smtp; 550 5.1.2 Host unknown: no such domain");
  private static final int MOST_DEPTH = 2;

  /** The function was killed; no code catches that. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Random random;
  private final List<EmailAddress> addresses = Stream.of("contoso.com", "fabrikam.com")
      .flatMap(
          domain -> Stream.of("ann@", "bob@", "eve@").map(local -> EmailAddress.of(local + domain)))
      .toList();
  private final InMemoryDossierTable table = new InMemoryDossierTable();
  private final InMemoryDossierIndex index = new InMemoryDossierIndex();
  private final InMemoryWalkStore store = new InMemoryWalkStore();
  private final List<DossierChange> stream = new ArrayList<>();
  private final List<VerdictChange> published = new ArrayList<>();
  private final List<SesListMode> modesOfQueued = new ArrayList<>();
  private final Set<Subject> news = new TreeSet<>();
  private final Settings settings = new Settings();
  private final RuleBook book = RuleFiles.book();
  private final Duration lag;
  private SuppressionPolicy policy;
  private Instant clock = Instant.parse("2026-11-20T10:00:00Z");
  private int announced;
  private int numbers;
  private int depth;
  private boolean disturbed = true;

  WalkSimulation(long seed) {
    random = new Random(seed);
    settings.set("walk-dossiers", Integer.toString(1 + random.nextInt(12)));
    policy = policy();
    // The clock of the table may be behind that of the functions.
    lag = Duration.ofMillis(random.nextInt(30_000));
  }

  /** Short terms, so that much lapses. */
  private SuppressionPolicy policy() {
    return new SuppressionPolicy(
        new ForDaysThenEndless(1 + random.nextInt(4), 7),
        new ForDays(1 + random.nextInt(4)),
        new WholeDomain(2, 5, 1, 2),
        new WhenRepeated(2, 4, 1 + random.nextInt(3), VerdictState.SUPPRESSED),
        new WhenRepeated(2, 5, 1 + random.nextInt(3), VerdictState.HELD),
        new ForDays(2),
        random.nextInt(3),
        true,
        Streams.none(),
        SesListMode.values()[random.nextInt(SesListMode.values().length)]);
  }

  /** Some days. */
  WalkSimulation happens(int steps) {
    for (int i = 0; i < steps; i++) {
      clock = clock.plus(pause());
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> write();
        case 5, 6 -> announce();
        case 7 -> newPolicy();
        default -> run();
      }
    }
    return this;
  }

  private Duration pause() {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofMillis(random.nextInt(1_500));
      case 1 -> Duration.ofHours(random.nextInt(30));
      case 2 ->
        Duration.between(clock, clock.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)))
            .plusSeconds(random.nextInt(1_200) - 600)
            .abs();
      default -> Duration.ofMinutes(random.nextInt(60));
    };
  }

  private void newPolicy() {
    if (random.nextInt(4) == 0) {
      policy = policy();
      // Both functions are updated within minutes, before the run after the next one.
      run();
      clock = clock.plus(Duration.ofMinutes(15));
    }
  }

  /** Nothing disturbs any more, until a walk has seen everything. */
  WalkSimulation settles() {
    disturbed = false;
    Instant quiet = clock;
    for (int i = 0; i < 600 && !isSettled(quiet); i++) {
      clock = clock.plus(Duration.ofMinutes(15));
      announceAll();
      run();
    }
    if (!isSettled(quiet)) {
      throw new AssertionError("the walk does not end: " + store.walk());
    }
    return this;
  }

  private boolean isSettled(Instant quiet) {
    WalkState state = store.walk();
    return state.last().filter(walk -> walk.at().isAfter(quiet)).isPresent()
        && !state.everything()
        && state.waiting().isEmpty();
  }

  /** The subjects whose last change is not the verdict of the last walk's instant. */
  List<String> wrong() {
    Instant now = store.walk().last().orElseThrow().at();
    List<String> wrong = new ArrayList<>();
    table.all().forEach((subject, dossier) -> {
      Verdict truth = judge(subject, dossier, now);
      Verdict told = published.stream()
          .filter(change -> change.subject().equals(subject))
          .max(ORDER)
          .map(VerdictChange::after)
          .orElseGet(() -> judge(subject, Dossier.empty(subject), now));
      VerdictChange rest = new VerdictChange(
          "rest",
          subject,
          Optional.of(told),
          truth,
          now,
          VerdictChange.Cause.TIME,
          Optional.empty(),
          false);
      if (rest.isWorthPublishing()) {
        wrong.add("%s: told %s until %s, is %s until %s"
            .formatted(subject.key(), told.state(), told.until(), truth.state(), truth.until()));
      }
    });
    return wrong;
  }

  List<VerdictChange> published() {
    return published;
  }

  /** The mode of SES's list at each time at which the walk queued an address for it. */
  List<SesListMode> modesOfQueued() {
    return modesOfQueued;
  }

  /** As the events are documented: by time, then by sequence; one without a sequence is the first. */
  private static final Comparator<VerdictChange> ORDER = Comparator.comparing(VerdictChange::at)
      .thenComparing(change -> new BigInteger(change.sequence().orElse("0")));

  private Verdict judge(Subject subject, Dossier dossier, Instant now) {
    return subject instanceof Subject.Domain
        ? policy.judge(dossier, book, now)
        : policy.judgeOwn(dossier, domainOf(subject), book, now);
  }

  private Dossier domainOf(Subject subject) {
    Subject domain = new Subject.Domain(subject.domain());
    return table.read(Set.of(domain)).get(domain);
  }

  // What is written.

  private void write() {
    Map<Subject, Dossier> before = new HashMap<>(table.all());
    Subject indexed = anything();
    table.all().forEach((subject, after) -> {
      Dossier old = before.getOrDefault(subject, Dossier.empty(subject));
      if (!old.equals(after)) {
        String sequence = Integer.toString(stream.size() + 1);
        stream.add(new DossierChange(
            "stream-" + sequence,
            subject,
            DossierChange.Kind.WRITTEN,
            old,
            after,
            clock.minus(lag).truncatedTo(ChronoUnit.SECONDS),
            sequence));
        index.put(subject, clock);
        if (subject.equals(indexed) && subject instanceof Subject.Domain) {
          news.add(subject);
        }
      }
    });
  }

  private Subject anything() {
    EmailAddress address = pick(addresses);
    Subject subject = Subject.of(address);
    Subject domain = Subject.domainOf(address);
    // Feedback is recorded late, and out of order.
    Instant sent = clock.minus(Duration.ofHours(random.nextInt(random.nextBoolean() ? 4 : 120)));
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> record(bounce(address, sent));
      case 4 -> record(complaint(address, sent));
      case 5, 6, 7, 8 -> record(new Delivery(mail(address, sent), Optional.of(address)));
      case 9 ->
        table.addAction(
            random.nextInt(4) == 0 ? domain : subject,
            new ManualAction.Release(id(), "ann", "a test", clock, random.nextBoolean()));
      case 10 ->
        table.addAction(
            random.nextInt(4) == 0 ? domain : subject,
            new ManualAction.Suppression(
                id(), "ann", "a test", clock, Optional.of(today().plusDays(random.nextInt(4)))));
      case 11, 12 ->
        table.addAction(
            domain,
            new ManualAction.ExcludeDays(
                id(),
                "ann",
                "a test",
                clock.minusSeconds(random.nextInt(30)),
                today().minusDays(random.nextInt(5)),
                today(),
                random.nextBoolean() ? Set.of() : Set.of(BounceReason.MAILBOX_FULL)));
      default -> incident(domain);
    }
    return domain;
  }

  private void incident(Subject domain) {
    Optional<Incident> before = domainOf(domain).incident();
    Instant run = clock.minusSeconds(random.nextInt(600)).truncatedTo(ChronoUnit.MILLIS);
    Incident after = before
        .filter(it -> it.ending().isEmpty())
        .map(it -> new Incident(
            it.id(),
            it.from(),
            it.opened(),
            Optional.of(new Incident.Ending(run, random.nextInt(3) > 0, today()))))
        .orElseGet(() -> new Incident(id(), today().minusDays(1), run, Optional.empty()));
    table.put(domain.domain(), before, after);
  }

  private void record(Feedback feedback) {
    TestRecording.record(new Recorder(book, policy, table, Runnable::run), List.of(feedback));
  }

  private Bounce bounce(EmailAddress address, Instant sent) {
    return new Bounce(
        mail(address, sent),
        id(),
        Optional.of(address),
        BounceType.NONE,
        new RecipientReport("failed", "", pick(REPLIES), "", ""));
  }

  private Complaint complaint(EmailAddress address, Instant sent) {
    return new Complaint(
        mail(address, sent),
        id(),
        Optional.of(address),
        pick(List.of(ComplaintKind.ONE_OF_SEVERAL, ComplaintKind.NOT_SPAM)),
        sent.plusSeconds(60));
  }

  private Mail mail(EmailAddress address, Instant sent) {
    return new Mail(id(), sent, List.of(address));
  }

  private String id() {
    return "id-" + ++numbers;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock, ZoneOffset.UTC);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  // What announce does.

  /** Some records; sometimes some of the last ones again. */
  private void announce() {
    int from = random.nextInt(3) == 0 ? Math.max(0, announced - random.nextInt(5)) : announced;
    int to = Math.min(stream.size(), announced + random.nextInt(6));
    announce(from, to);
  }

  private void announceAll() {
    announce(announced, stream.size());
  }

  private void announce(int from, int to) {
    for (DossierChange change : stream.subList(from, Math.max(from, to))) {
      VerdictChange verdicts = change.judge(
          domainOf(change.subject()), policy, book, store.walk().publishedWhen(change.at()));
      if (change.canChangeVerdict() && verdicts.isWorthPublishing()) {
        published.add(verdicts);
      }
    }
    announced = Math.max(announced, to);
  }

  // What watch does.

  private void run() {
    depth++;
    CurrentRun run = new CurrentRun(clock, () -> disturbed && random.nextInt(40) == 0);
    DossierWalk walk = new DossierWalk(
        port(WalkStore.class, store),
        port(DossierTable.class, table),
        port(DossierIndex.class, index),
        book,
        policy,
        port(ChangeOutlet.class, new Outlet()),
        settings.configuration());
    Set<Subject> read = Set.copyOf(news);
    try {
      boolean newsRead = !disturbed || random.nextInt(5) > 0;
      if (newsRead) {
        walk.notice(read, run);
        news.removeIf(subject -> read.contains(subject) && !isDisturbedBy(run));
      }
      walk.walk(run, newsRead);
    } catch (Killed | TableUnavailableException killed) {
      // The next run goes on.
    } finally {
      depth--;
    }
  }

  /** News is read again for an hour. */
  private boolean isDisturbedBy(CurrentRun run) {
    return disturbed && random.nextInt(3) > 0;
  }

  private final class Outlet implements ChangeOutlet {
    @Override
    public Optional<String> publish(List<VerdictChange> changes, List<QueuedAddress> forSesList) {
      forSesList.forEach(address -> modesOfQueued.add(policy.sesList()));
      boolean fails = disturbed && random.nextInt(12) == 0;
      published.addAll(fails ? changes.subList(0, random.nextInt(changes.size() + 1)) : changes);
      return fails ? Optional.of("throttled") : Optional.empty();
    }
  }

  /** A port at whose calls something else happens. */
  private <T> T port(Class<T> type, T real) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          disturb();
          try {
            Object result = method.invoke(real, arguments);
            disturb();
            return result;
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        }));
  }

  private void disturb() {
    if (!disturbed) {
      return;
    }
    clock = clock.plusMillis(random.nextInt(3_000));
    switch (random.nextInt(60)) {
      case 0 -> throw new Killed();
      case 1 -> throw new TableUnavailableException("throttled");
      case 2, 3, 4 -> write();
      case 5, 6 -> announce();
      case 7 -> {
        if (depth < MOST_DEPTH) {
          run();
        }
      }
      default -> {
        // Nothing happens.
      }
    }
  }
}
