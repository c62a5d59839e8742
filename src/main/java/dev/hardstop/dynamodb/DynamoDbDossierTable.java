package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.DELIVERED;
import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;
import static dev.hardstop.suppression.DeliveredRecipients.COUNTED;
import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Tombstone;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The dossiers in a DynamoDB table, one item for each subject; {@link DossierCodec} describes the
 * item.
 *
 * <p>No write needs a read before it: sets are merged by the table, and a condition lets evidence
 * replace only evidence that is not newer. Any number of writers may therefore write the same dossiers
 * at once, and every write may be repeated. The clock gives the time of writing, which determines only
 * the index keys, the times of recording and the expiry.
 *
 * <p>A failed call never returns an empty dossier; see {@link TableClient}.
 */
@Singleton
public final class DynamoDbDossierTable implements DossierTable {
  /**
   * How many days have times of recording. They are needed only for the newest days, on which incidents
   * are detected.
   */
  private static final int DAYS_WITH_TIMES = 6;

  /** The number of older days whose times of recording each write removes. */
  private static final int OLDER_DAYS_REMOVED = 7;

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;
  private final BatchRead batches;
  private final Pruning pruning;
  private final TombstoneLookup tombstones;

  /** Creates an instance for a table without tombstones. */
  public DynamoDbDossierTable(DynamoDbClient client, String table, InstantSource clock) {
    this(client, table, clock, ErasureKeys.NONE);
  }

  /**
   * Creates an instance for this table.
   *
   * @param clock the time of writing
   * @param erasureKeys the keys of tombstones, which are read only for an address whose domain has
   *     tombstones
   */
  @Inject
  public DynamoDbDossierTable(
      DynamoDbClient client,
      @ConfigProperty(name = "hardstop.table") String table,
      InstantSource clock,
      ErasureKeys erasureKeys) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.batches = new BatchRead(this.client, table);
    this.pruning = new Pruning(this.client, table);
    this.tombstones = new TombstoneLookup(batches, erasureKeys);
  }

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return read(subjects, DossierCodec::read);
  }

  @Override
  public ReadResults<Subject, RecordedDossier> recorded(Set<Subject> subjects) {
    return read(subjects, DossierCodec::readRecorded);
  }

  @Override
  public void readInBatches(List<Subject> subjects, Consumer<DossierBatch> use) {
    readInBatches(subjects, DossierCodec::readRecorded, use);
  }

  @Override
  public void readInBatches(
      List<Subject> subjects, Predicate<Dossier> neverExpires, Consumer<DossierBatch> use) {
    readInBatches(
        subjects, (subject, item) -> pruning.readAndMark(subject, item, neverExpires), use);
  }

  private void readInBatches(
      List<Subject> subjects,
      BiFunction<Subject, Map<String, AttributeValue>, RecordedDossier> reader,
      Consumer<DossierBatch> use) {
    batches.eachConsistent(
        subjects.stream().map(Subject::key).toList(),
        (asked, items) -> use.accept(new DossierBatch(
            asked.stream().map(Subject::parse).toList(),
            subject -> reader.apply(subject, items.getOrDefault(subject.key(), Map.of())))));
  }

  private <T> ReadResults<Subject, T> read(
      Set<Subject> subjects, BiFunction<Subject, Map<String, AttributeValue>, T> reader) {
    Map<String, Map<String, AttributeValue>> items =
        batches.consistent(subjects.stream().map(Subject::key).collect(Collectors.toSet()));
    return ReadResults.reading(
        subjects, subject -> reader.apply(subject, items.getOrDefault(subject.key(), Map.of())));
  }

  @Override
  public Map<EmailAddress, Tombstone> tombstones(
      Collection<EmailAddress> addresses, Collection<Dossier> domains) {
    return tombstones.of(addresses, domains);
  }

  @Override
  public void observe(Observation observation) {
    observation.ofEachWording().forEach(this::write);
  }

  private void write(Observation observation) {
    Instant now = clock.instant();
    Optional<Map<String, AttributeValue>> refused = addAsNewest(observation, now);
    if (refused.isEmpty()) {
      return;
    }
    if (observation.isBounded() && isFullFor(refused.get(), observation)) {
      write(observation.overflow());
    } else if (!hasAllMatches(refused.get(), observation)) {
      addMatchesOnly(observation, now);
    }
  }

  /**
   * Returns whether the item has no room for another rule and does not have this observation's rule.
   */
  private static boolean isFullFor(Map<String, AttributeValue> item, Observation observation) {
    return !item.containsKey(DossierCodec.matches(observation.historyId()))
        && item.containsKey(DossierCodec.RULES)
        && item.get(DossierCodec.RULES).ss().size() >= Dossier.RULES;
  }

  /**
   * Returns whether the item already has all matches that it would keep, and is kept as long as the
   * observation requires.
   */
  private static boolean hasAllMatches(Map<String, AttributeValue> item, Observation observation) {
    String historyId = observation.historyId();
    String attribute = DossierCodec.matches(historyId);
    if (!item.containsKey(attribute)
        || observation.neverExpires() && !item.containsKey(DossierCodec.KEEP)) {
      return false;
    }
    SortedSet<RuleMatch> known = DossierCodec.readable(
        observation.subject(), attribute, () -> DossierCodec.matchesIn(item, historyId));
    SortedSet<RuleMatch> both = new TreeSet<>(known);
    both.addAll(observation.history().matches());
    RuleHistory.Limits limits = observation.limits();
    return limits.newest(both).equals(limits.newest(known));
  }

  /**
   * Adds the observation with its evidence as the newest of its wording. Returns the item if it was
   * left unchanged, because it has newer evidence of this wording or no room for another rule;
   * otherwise empty.
   */
  private Optional<Map<String, AttributeValue>> addAsNewest(Observation observation, Instant now) {
    ItemUpdate update = new ItemUpdate();
    AttributeValue evidence = DossierCodec.write(observation.history().newest());
    String newest = update.name(DossierCodec.newest(observation));
    String storedOrder = newest + "." + update.name(DossierCodec.ORDER);
    String order = update.value(evidence.m().get(DossierCodec.ORDER));
    addMatches(update, observation, now)
        .set(newest, update.value(evidence))
        .onlyIf("attribute_not_exists(" + storedOrder + ") OR " + storedOrder + " <= " + order);
    if (observation.isBounded()) {
      requireRoom(update, observation);
    }
    try {
      UpdateItemResponse written = client.updateItem(update
          .of(table, observation.subject())
          .returnValues(ReturnValue.ALL_NEW)
          .build());
      pruning.matches(observation, written.attributes());
      return Optional.empty();
    } catch (ConditionalCheckFailedException leftAsItIs) {
      return Optional.of(leftAsItIs.item());
    }
  }

  private static void requireRoom(ItemUpdate update, Observation observation) {
    String rules = update.name(DossierCodec.RULES);
    String most = update.value(AttributeValue.fromN(Integer.toString(Dossier.RULES)));
    update
        .add(DossierCodec.RULES, AttributeValue.fromSs(List.of(observation.historyId())))
        .andIf("attribute_exists(" + update.name(DossierCodec.matches(observation.historyId()))
            + ") OR attribute_not_exists(" + rules + ") OR size(" + rules + ") < " + most);
  }

  private static ItemUpdate addMatches(ItemUpdate update, Observation observation, Instant now) {
    addTimesOfRecording(update, observation, now);
    return update
        .add(
            DossierCodec.matches(observation.historyId()),
            DossierCodec.write(observation.history().matches()))
        .with(IndexKeys.of(observation, now))
        .with(Expiry.of(observation, now));
  }

  /**
   * Adds the time at which feedback about each day of the observation was first recorded, and removes
   * the times of days that are no longer needed: those 6 to 12 days before the newest day. Imported
   * feedback has no times, because no incidents are detected from it.
   */
  private static void addTimesOfRecording(ItemUpdate update, Observation observation, Instant now) {
    if (!(observation.subject() instanceof Subject.Address) || observation.isImported()) {
      return;
    }
    SortedSet<LocalDate> days = observation.history().days();
    String seconds = update.value(AttributeValue.fromN(Long.toString(now.getEpochSecond())));
    days.stream()
        .map(day -> update.name(DossierCodec.RECORDED + day))
        .forEach(name -> update.set(name, "if_not_exists(" + name + ", " + seconds + ")"));
    IntStream.range(DAYS_WITH_TIMES, DAYS_WITH_TIMES + OLDER_DAYS_REMOVED)
        .mapToObj(ago -> days.last().minusDays(ago))
        .filter(day -> !days.contains(day))
        .forEach(day -> update.remove(DossierCodec.RECORDED + day));
  }

  /**
   * Adds the matches of an observation whose evidence is not the newest. The condition fails only if
   * the stored evidence was erased or pruned a moment ago. Matches without evidence would be
   * unreadable, so the exception is passed on. When the observation is repeated, it is the first of its
   * wording.
   */
  private void addMatchesOnly(Observation observation, Instant now) {
    ItemUpdate update = new ItemUpdate();
    addMatches(update, observation, now)
        .onlyIf("attribute_exists(" + update.name(DossierCodec.newest(observation)) + ")");
    UpdateItemResponse written = client.updateItem(update
        .of(table, observation.subject())
        .returnValues(ReturnValue.ALL_NEW)
        .build());
    pruning.matches(observation, written.attributes());
  }

  @Override
  public <N extends DeliveryWrite> Set<N> missing(Set<N> deliveries) {
    return new NewDeliveries<>(deliveries, clock.instant()).in(batches);
  }

  /**
   * Leaves the index keys unchanged: neither index is queried for deliveries, and a write that changes
   * the key of an item in an index costs two additional writes in that index.
   */
  @Override
  public void deliver(DeliveryDay day) {
    ItemUpdate update = new ItemUpdate();
    update.addDays(DELIVERED, List.of(day.day())).with(Expiry.ofWriting(clock.instant()));
    if (day.subject() instanceof Subject.Address) {
      update.onlyIf("attribute_exists(" + update.name(SUBJECT) + ")");
    }
    try {
      UpdateItemResponse written = client.updateItem(
          update.of(table, day.subject()).returnValues(ReturnValue.ALL_NEW).build());
      pruning.delivered(day.subject(), written.attributes());
    } catch (ConditionalCheckFailedException noDossier) {
      // A delivery to an address without a dossier is not kept.
    }
  }

  @Override
  public void count(DeliveredOnDay recipients) {
    Instant now = clock.instant();
    if (!DeliveredRecipientsCodec.isRecent(recipients.day(), now)) {
      return;
    }
    String day = DeliveredRecipientsCodec.day(recipients.day());
    ItemUpdate update = new ItemUpdate();
    String counted = update.name(day);
    String full = update.value(AttributeValue.fromN(Integer.toString(COUNTED)));
    update
        .add(day, AttributeValue.fromSs(List.copyOf(recipients.hashes())))
        .set(
            update.name(DossierCodec.EXPIRES_AT),
            update.value(DeliveredRecipientsCodec.expiresAt(now)))
        .onlyIf("attribute_not_exists(" + counted + ") OR size(" + counted + ") < " + full);
    DeliveredRecipientsCodec.overdue(now).forEach(update::remove);
    try {
      client.updateItem(
          update.of(table, DeliveredRecipientsCodec.key(recipients.domain())).build());
    } catch (ConditionalCheckFailedException fullAlready) {
      // A day with this many recipients or more is full, and the exact number is not needed.
    }
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    Instant now = clock.instant();
    Map<String, Map<String, AttributeValue>> items = batches.eventuallyConsistent(
        domains.stream().map(DeliveredRecipientsCodec::key).collect(Collectors.toSet()));
    return ReadResults.reading(
        domains,
        domain -> DeliveredRecipientsCodec.read(
            domain, items.getOrDefault(DeliveredRecipientsCodec.key(domain), Map.of()), now));
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    Instant now = clock.instant();
    ItemUpdate update = new ItemUpdate();
    update
        .set(
            update.name(DossierCodec.action(action.id())), update.value(DossierCodec.write(action)))
        .with(IndexKeys.of(subject, now))
        .with(Expiry.of(action, now));
    UpdateItemResponse written = client.updateItem(
        update.of(table, subject).returnValues(ReturnValue.ALL_NEW).build());
    pruning.manualActions(subject, written.attributes());
  }
}
