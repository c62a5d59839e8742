package dev.hardstop.announce;

import static java.util.Objects.requireNonNull;

import dev.hardstop.announce.AnnouncementResult.Unjudged;
import dev.hardstop.changes.ChangeTopic;
import dev.hardstop.changes.ChangeTopic.PublishResult;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.changes.SesListQueue.Timing;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.lambda.FailureText;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierChange;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListFollowUp;
import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.WalkStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The steps of an invocation: it reads the domains of the addresses that changed, judges each change,
 * publishes the changed verdicts in their order, queues the addresses for which SES's list must change,
 * and reports the records that cannot be judged. It stops at the first failure. Records may be sent any
 * number of times, because the event of a record always has the same id. Its content can differ only if
 * the rule book or the domain has changed in the meantime.
 */
@Singleton
final class Announcement {
  private static final Duration WALK_IS_KNOWN_FOR = Duration.ofMinutes(10);

  private final Dossiers dossiers;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final ChangeTopic topic;
  private final SesListQueue sesList;
  private final FailureQueue failures;
  private final WalkStore walk;
  private WalkState known = WalkState.NONE;
  private Instant knownFor = Instant.MIN;

  @Inject
  Announcement(
      Dossiers dossiers,
      SuppressionPolicy policy,
      RuleBook book,
      ChangeTopic topic,
      SesListQueue sesList,
      FailureQueue failures,
      WalkStore walk) {
    this.dossiers = requireNonNull(dossiers, "dossiers is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.sesList = requireNonNull(sesList, "sesList is null");
    this.failures = requireNonNull(failures, "failures is null");
    this.walk = requireNonNull(walk, "walk is null");
  }

  /**
   * @param isOutOfTime returns whether no further request may begin
   */
  AnnouncementResult announce(List<StreamRecord> records, BooleanSupplier isOutOfTime) {
    List<JudgedRecord> judged;
    try {
      judged = judge(records);
    } catch (TableUnavailableException unavailable) {
      return new AnnouncementResult(records, 0, 0, List.of(), FailureText.of(unavailable));
    }
    List<JudgedRecord> changed =
        judged.stream().filter(JudgedRecord::isWorthPublishing).toList();
    PublishResult result =
        topic.publish(changed.stream().map(it -> it.change().orElseThrow()).toList(), isOutOfTime);
    int done = result.failure().isEmpty()
        ? records.size()
        : changed.get(result.published()).place();
    return report(
        judged,
        queue(
            judged,
            new AnnouncementResult(
                records, done, result.published(), List.of(), result.failure())));
  }

  /** Queues the addresses for which SES's list must change, up to where publishing stopped. */
  private AnnouncementResult queue(List<JudgedRecord> judged, AnnouncementResult result) {
    List<JudgedRecord> queued = judged.stream()
        .filter(it -> !it.forSesList().isEmpty() && it.place() < result.done())
        .toList();
    Optional<String> failure =
        sesList.send(queued.stream().flatMap(it -> it.forSesList().stream()).toList());
    return failure
        .map(why -> new AnnouncementResult(
            result.records(), queued.get(0).place(), result.published(), List.of(), why))
        .orElse(result);
  }

  /** Reports the records that cannot be judged, up to where publishing stopped. */
  private AnnouncementResult report(List<JudgedRecord> judged, AnnouncementResult result) {
    List<JudgedRecord> unjudged = judged.stream()
        .filter(it -> it.unjudged().isPresent() && it.place() < result.done())
        .toList();
    List<Unjudged> reported = new ArrayList<>();
    for (JudgedRecord record : unjudged) {
      Optional<String> failure = failures.send(record.unjudged().orElseThrow());
      if (failure.isPresent()) {
        return new AnnouncementResult(
            result.records(), record.place(), result.published(), reported, failure.get());
      }
      reported.add(record.unjudged().orElseThrow());
    }
    return new AnnouncementResult(
        result.records(), result.done(), result.published(), reported, result.failure());
  }

  /**
   * A record and its result: a change of a verdict, or the reason why the record cannot be judged.
   *
   * @param place the index of the record in the batch
   * @param forSesList the spellings of the address, which only the record has, if SES's list must
   *     change; otherwise empty
   */
  private record JudgedRecord(
      int place,
      Optional<VerdictChange> change,
      List<QueuedAddress> forSesList,
      Optional<Unjudged> unjudged) {
    boolean isWorthPublishing() {
      return change.filter(VerdictChange::isWorthPublishing).isPresent();
    }
  }

  private List<JudgedRecord> judge(List<StreamRecord> records) {
    Set<EmailAddress> addresses = addresses(records);
    ReadResults<Subject, Dossier> domains = readDomains(addresses);
    Map<EmailAddress, Tombstone> tombstones =
        dossiers.tombstones(addresses, domains.found().values());
    List<JudgedRecord> judged = new ArrayList<>();
    for (int place = 0; place < records.size(); place++) {
      StreamRecord record = records.get(place);
      if (record instanceof StreamRecord.Unreadable unreadable) {
        judged.add(unjudged(place, unreadable.subject(), unreadable, unreadable.why()));
      } else if (record instanceof StreamRecord.OfDossier written && isJudged(written.change())) {
        judged.add(judge(place, withTombstone(written, tombstones), domains));
      }
    }
    return judged;
  }

  /**
   * Judges a change. An exception of our own code counts as a failure of this record, which must not
   * stop the others.
   *
   * @throws TableUnavailableException if the state of the walk cannot be read now
   */
  private JudgedRecord judge(
      int place, StreamRecord.OfDossier record, ReadResults<Subject, Dossier> domains) {
    DossierChange change = record.change();
    try {
      Dossier domain = change.subject() instanceof Subject.Address address
          ? domains.get(Subject.domainOf(address.address()))
          : change.after();
      return new JudgedRecord(
          place,
          change.canChangeVerdict()
              ? Optional.of(change.judge(domain, policy, book, publishedWhen(change.at())))
              : Optional.empty(),
          forSesList(change, domain),
          Optional.empty());
    } catch (TableUnavailableException unavailable) {
      throw unavailable;
    } catch (RuntimeException failed) {
      return unjudged(place, change.subject(), record, failed);
    }
  }

  /**
   * Returns the instant since which changes without a write may not have been published. The state of
   * the walk is read only every few minutes; an outdated state gives an earlier instant, which does no
   * harm. {@code watch} reports an unreadable state, and starts no walk until the state is repaired.
   */
  private synchronized Instant publishedWhen(Instant written) {
    if (written.isAfter(knownFor.plus(WALK_IS_KNOWN_FOR))) {
      known = readWalk();
      knownFor = written;
    }
    return known.publishedWhen(written);
  }

  private WalkState readWalk() {
    try {
      return walk.walk();
    } catch (UnreadableItemException unreadable) {
      return WalkState.NONE;
    }
  }

  private static JudgedRecord unjudged(
      int place, Subject subject, StreamRecord record, RuntimeException why) {
    String text = why instanceof UnreadableItemException ? why.getMessage() : FailureText.of(why);
    return new JudgedRecord(
        place,
        Optional.empty(),
        List.of(),
        Optional.of(new Unjudged(subject, record.sequence(), text)));
  }

  private List<QueuedAddress> forSesList(DossierChange change, Dossier domain) {
    Instant walked = publishedWhen(change.at());
    return switch (SesListFollowUp.of(change, domain, policy, book, walked)) {
      case NONE -> List.of();
      case AT_ONCE -> queued(change, Timing.NEXT);
      case AFTER_SES -> queued(change, Timing.ONCE_LISTED);
    };
  }

  private static List<QueuedAddress> queued(DossierChange change, Timing timing) {
    List<QueuedAddress> queued = new ArrayList<>();
    Optional<Instant> erased =
        change.kind() == DossierChange.Kind.ERASED ? Optional.of(change.at()) : Optional.empty();
    for (String spelling : SesListFollowUp.spellings(change)) {
      queued.add(new QueuedAddress(
          EmailAddress.of(spelling), change.id() + '-' + queued.size(), timing, erased));
    }
    return queued;
  }

  private boolean isJudged(DossierChange change) {
    return change.canChangeVerdict() || SesListFollowUp.canFollow(change, policy);
  }

  /** Returns the addresses that changed. */
  private Set<EmailAddress> addresses(List<StreamRecord> records) {
    return records.stream()
        .filter(StreamRecord.OfDossier.class::isInstance)
        .map(record -> ((StreamRecord.OfDossier) record).change())
        .filter(this::isJudged)
        .map(DossierChange::subject)
        .filter(Subject.Address.class::isInstance)
        .map(subject -> ((Subject.Address) subject).address())
        .collect(Collectors.toSet());
  }

  private static StreamRecord.OfDossier withTombstone(
      StreamRecord.OfDossier record, Map<EmailAddress, Tombstone> tombstones) {
    return record.change().subject() instanceof Subject.Address subject
        ? new StreamRecord.OfDossier(
            record.change().with(Optional.ofNullable(tombstones.get(subject.address()))))
        : record;
  }

  /** Reads the domains of addresses in one call. */
  private ReadResults<Subject, Dossier> readDomains(Set<EmailAddress> addresses) {
    Set<Subject> domains = addresses.stream().map(Subject::domainOf).collect(Collectors.toSet());
    return domains.isEmpty() ? ReadResults.of(Map.of()) : dossiers.read(domains);
  }
}
