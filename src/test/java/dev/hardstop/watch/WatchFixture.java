package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.InMemoryDossierIndex;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesaccount.SesAccountSettings;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesV2SuppressionList;
import dev.hardstop.sesevent.SesJson;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.ImportedFeedback;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watch.SendingAccount.DataPoint;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.InMemoryOverview;
import dev.hardstop.watchstate.InMemorySesListState;
import dev.hardstop.watchstate.InMemoryWalkStore;
import dev.hardstop.watchstate.InMemoryWatchState;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.SesListStateStore;
import dev.hardstop.watchstate.WalkState.WalkStore;
import dev.hardstop.watchstate.WatchStateStore;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Deliveries, bounces, broken receivers and {@code watch}, all in memory. */
final class WatchFixture {
  static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
  static final String ACCESS_DENIED = "smtp; 550 5.4.1 Recipient address rejected: Access denied."
      + " [DB1PEPF0001.eurprd02.prod.protection.outlook.com 2026-11-20T10:00:00.000Z 08DE1]";
  static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";

  private static final RuleBook BOOK = RuleFiles.book();
  private Instant recordedAt = NOW;
  final InMemoryDossierTable list = new InMemoryDossierTable(() -> recordedAt);
  final InMemoryWatchState watchState = new InMemoryWatchState();
  final Map<LocalDate, SendingDay> days = Collections.synchronizedMap(new TreeMap<>());
  final List<AlertMessage> mails = Collections.synchronizedList(new ArrayList<>());
  final List<AlertMessage> topic = Collections.synchronizedList(new ArrayList<>());
  boolean outletFails;
  final InMemoryWalkStore walk = new InMemoryWalkStore();
  final List<VerdictChange> changes = Collections.synchronizedList(new ArrayList<>());
  final List<String> switched = Collections.synchronizedList(new ArrayList<>());
  final List<DataPoint> points = new ArrayList<>();
  final Settings settings = new Settings();
  Thresholds thresholds = Thresholds.standard();
  SesListMode sesListMode = SesListMode.OFF;
  final InMemorySesListState sesListState = new InMemorySesListState();
  final InMemoryOverview overview = new InMemoryOverview(watchState, sesListState);
  final SentAddresses sentAddresses = new SentAddresses();
  private Optional<SesV2SuppressionList> sesAccount = Optional.empty();
  private final Index written = new Index();
  private int messages;
  private DossierTable into = list;
  private Optional<StubbedAws> aws = Optional.empty();
  private UnaryOperator<Object> wrapper = UnaryOperator.identity();

  /** Wraps every port, the incident slot and the channels included. */
  WatchFixture behind(UnaryOperator<Object> wrapper) {
    this.wrapper = wrapper;
    return this;
  }

  /** Records into another table, such as a real one. */
  WatchFixture into(DossierTable other) {
    into = other;
    return this;
  }

  /** Where it records. */
  DossierTable table() {
    return into;
  }

  /** Uses real clients of SES and SNS. */
  WatchFixture with(StubbedAws real) {
    aws = Optional.of(real);
    return this;
  }

  /** Compares the list of this account with the verdicts. */
  WatchFixture with(SesListMode mode, SesV2SuppressionList account) {
    sesListMode = mode;
    sesAccount = Optional.of(account);
    return this;
  }

  WatchFixture bounces(String address, String diagnosticCode, Instant sent) {
    return bounces(address, diagnosticCode, sent, sent.plusSeconds(60));
  }

  WatchFixture bounces(String address, String diagnosticCode, Instant sent, Instant recorded) {
    EmailAddress recipient = EmailAddress.of(address);
    recordedAt = recorded;
    record(new Bounce(
        mail(recipient, sent),
        "feedback-" + messages,
        Optional.of(recipient),
        BounceType.NONE,
        new RecipientReport("failed", "", diagnosticCode, "", "")));
    written.put(Subject.of(recipient), recorded);
    return this;
  }

  /** A bounce from the file of another provider. */
  WatchFixture imports(String address, String diagnosticCode, Instant sent) {
    EmailAddress recipient = EmailAddress.of(address);
    recordedAt = sent.plusSeconds(60);
    record(ImportedFeedback.of(new Bounce(
        mail(recipient, sent),
        "feedback-" + messages,
        Optional.of(recipient),
        new BounceType("Permanent", "ImportedBounce"),
        new RecipientReport("failed", "", diagnosticCode, "", ""))));
    written.put(Subject.of(recipient), recordedAt);
    return this;
  }

  WatchFixture complains(String address, ComplaintKind kind, Instant sent) {
    EmailAddress recipient = EmailAddress.of(address);
    record(new Complaint(
        mail(recipient, sent), "feedback-" + messages, Optional.of(recipient), kind, sent));
    return this;
  }

  WatchFixture delivers(String address, Instant sent) {
    EmailAddress recipient = EmailAddress.of(address);
    record(new Delivery(mail(recipient, sent), Optional.of(recipient)));
    return this;
  }

  /** A person excludes days of a domain. */
  WatchFixture excludes(String domain, Instant from, Instant to, Instant at) {
    Subject subject = new Subject.Domain(domain);
    list.addAction(
        subject,
        new ManualAction.ExcludeDays(
            "action-" + ++messages,
            "ann",
            "a test",
            at,
            LocalDate.ofInstant(from, ZoneOffset.UTC),
            LocalDate.ofInstant(to, ZoneOffset.UTC),
            Set.of()));
    written.put(subject, at);
    return this;
  }

  /** Addresses of a domain. */
  static List<String> people(String domain, int howMany) {
    return IntStream.range(0, howMany).mapToObj(i -> "p" + i + "@" + domain).toList();
  }

  /** A domain that accepted mail for days, and refuses all of it from now on. */
  WatchFixture breaks(String domain, Instant sent) {
    return breaks(domain, ACCESS_DENIED, sent);
  }

  WatchFixture breaks(String domain, String diagnosticCode, Instant sent) {
    for (String person : people(domain, 8)) {
      delivers(person, sent.minus(3, ChronoUnit.DAYS))
          .delivers(person, sent.minus(5, ChronoUnit.DAYS));
      bounces(person, diagnosticCode, sent);
    }
    return this;
  }

  /** What a run reads from the table must not be in its log. */
  private void record(Feedback feedback) {
    LogWatch.given(SesJson.bytes(feedback));
    TestRecording.record(recorder(), List.of(feedback));
  }

  private Mail mail(EmailAddress recipient, Instant sent) {
    return new Mail("message-" + ++messages, sent, List.of(recipient));
  }

  private Recorder recorder() {
    return new Recorder(BOOK, SuppressionPolicy.standard(), into, Runnable::run);
  }

  /** A run that begins at this time and has enough of it, in this thread. */
  WatchRunResult watch(Instant now) {
    return watch(now, () -> false);
  }

  /** A run that begins at this time, in this thread. */
  WatchRunResult watch(Instant now, BooleanSupplier outOfTime) {
    return new WatchWiring(
            port(DossierTable.class, list),
            port(IncidentSlot.class, list),
            port(DossierIndex.class, written),
            port(WatchStateStore.class, watchState),
            port(WalkStore.class, walk),
            port(SendingDays.class, new Days()),
            port(OverviewStore.class, overview),
            aws.<SendingAccount>map(StubbedAws::account)
                .orElseGet(() -> port(SendingAccount.class, new Account())),
            aws.map(real -> List.<AlertChannel>of(real.mail(), real.topic()))
                .orElseGet(this::channels),
            new WatchWiring.SesListPorts(
                sesListMode,
                port(SesListStateStore.class, sesListState),
                sesAccount
                    .<SesSuppressionList>map(account -> port(SesSuppressionList.class, account))
                    .orElseGet(UncalledSesAccount::new),
                sesAccount
                    .<SesAccountSettings>map(account -> port(SesAccountSettings.class, account))
                    .orElseGet(UncalledSesAccount::new),
                sentAddresses.queue()),
            port(ChangeOutlet.class, new Published()))
        .build(thresholds, settings.configuration())
        .run(now, outOfTime);
  }

  private List<AlertChannel> channels() {
    return List.of(
        port(AlertChannel.class, new Sent(Alert.Channel.MAIL, mails)),
        port(AlertChannel.class, new Sent(Alert.Channel.TOPIC, topic)));
  }

  private <T> T port(Class<T> port, T real) {
    return port.cast(wrapper.apply(real));
  }

  /** How many mails contain this text. */
  long mailed(String words) {
    return mails.stream().filter(mail -> mail.text().contains(words)).count();
  }

  /** The index by hour has what bounced, that of all dossiers has all of them. */
  private final class Index extends InMemoryDossierIndex implements DossierIndex {
    @Override
    public ResultPage<Subject> all(Optional<String> cursor, int most) {
      InMemoryDossierIndex everything = new InMemoryDossierIndex();
      list.all().keySet().forEach(subject -> everything.put(subject, NOW));
      return everything.all(cursor, most);
    }
  }

  private final class Published implements ChangeOutlet {
    @Override
    public Optional<String> publish(List<VerdictChange> some, List<QueuedAddress> forSesList) {
      if (outletFails) {
        return Optional.of("throttled");
      }
      changes.addAll(some);
      return Optional.empty();
    }
  }

  private final class Days implements SendingDays {
    @Override
    public Collection<SendingDay> of(Set<LocalDate> wanted) {
      return wanted.stream().filter(days::containsKey).map(days::get).toList();
    }

    @Override
    public void add(SendingDay seen) {
      days.merge(seen.day(), seen, SendingDay::merge);
    }
  }

  private final class Account implements SendingAccount {
    @Override
    public List<DataPoint> statistics() {
      return List.copyOf(points);
    }

    @Override
    public Quota quota() {
      return new Quota(50_000, 14, 12_345);
    }

    @Override
    public void switchSending(String configurationSet, boolean on) {
      switched.add(configurationSet + "=" + on);
    }
  }

  private record Sent(Alert.Channel channel, List<AlertMessage> messages) implements AlertChannel {
    @Override
    public boolean isConfigured() {
      return true;
    }

    @Override
    public void send(AlertMessage message) {
      messages.add(message);
    }
  }
}
