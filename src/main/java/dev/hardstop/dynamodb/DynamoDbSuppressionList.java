package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierItem.DELIVERED;
import static dev.hardstop.dynamodb.DossierItem.SUBJECT;
import static dev.hardstop.suppression.DeliveredRecipients.COUNTED;
import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredOnDay;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.DeliveryWrite;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The dossiers in a DynamoDB table, one item per subject; {@link DossierItem} has the layout.
 *
 * <p>Nothing is read in order to be written: sets merge in the table, and evidence replaces only
 * what is not newer, under a condition. So any number of writers may write the same dossiers at
 * once, and every write may be repeated. The clock says when something is written, which decides
 * the index keys and the expiry and nothing else.
 *
 * <p>Trouble is never answered with an empty dossier: {@link TableClient} says what becomes of
 * a call that fails.
 */
@Singleton
public final class DynamoDbSuppressionList implements SuppressionList {
  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;
  private final BatchRead batches;
  private final Pruning pruning;

  /**
   * A list in this table.
   *
   * @param clock the time of writing
   */
  @Inject
  public DynamoDbSuppressionList(
      DynamoDbClient client,
      @ConfigProperty(name = "hardstop.table") String table,
      InstantSource clock) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.batches = new BatchRead(this.client, table);
    this.pruning = new Pruning(this.client, table);
  }

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return read(subjects, DossierItem::read);
  }

  @Override
  public ReadResults<Subject, RecordedDossier> recorded(Set<Subject> subjects) {
    return read(subjects, RecordingTimes::dossier);
  }

  @Override
  public ReadResults<Subject, RecordedDossier> recorded(
      Set<Subject> subjects, Predicate<Dossier> isKept) {
    return read(subjects, (subject, item) -> pruning.kept(subject, item, isKept));
  }

  private <T> ReadResults<Subject, T> read(
      Set<Subject> subjects, BiFunction<Subject, Map<String, AttributeValue>, T> reader) {
    Map<String, Map<String, AttributeValue>> items =
        batches.consistent(subjects.stream().map(Subject::key).collect(Collectors.toSet()));
    return ReadResults.reading(
        subjects, subject -> reader.apply(subject, items.getOrDefault(subject.key(), Map.of())));
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
    if (observation.isBounded() && DossierItem.isFullFor(refused.get(), observation)) {
      write(observation.overflow());
    } else if (!DossierItem.holds(refused.get(), observation)) {
      addSightingsOnly(observation, now);
    }
  }

  /**
   * Returns the item as it is when it is left alone: when it has newer evidence of that wording, or
   * no room for another rule.
   */
  private Optional<Map<String, AttributeValue>> addAsNewest(Observation observation, Instant now) {
    ItemUpdate update = new ItemUpdate();
    String last = update.name(DossierItem.last(observation));
    String storedOrder = last + "." + update.name(EvidenceMap.ORDER);
    String order =
        update.value(AttributeValue.fromS(observation.history().newest().order()));
    addSightings(update, observation, now)
        .set(last, update.value(EvidenceMap.write(observation.history().newest())))
        .onlyIf("attribute_not_exists(" + storedOrder + ") OR " + storedOrder + " <= " + order);
    if (observation.isBounded()) {
      requireRoom(update, observation);
    }
    try {
      UpdateItemResponse written = client.updateItem(update
          .of(table, observation.subject())
          .returnValues(ReturnValue.ALL_NEW)
          .build());
      pruning.sightings(observation, written.attributes());
      return Optional.empty();
    } catch (ConditionalCheckFailedException leftAlone) {
      return Optional.of(leftAlone.item());
    }
  }

  private static void requireRoom(ItemUpdate update, Observation observation) {
    String rules = update.name(DossierItem.RULES);
    String most = update.value(AttributeValue.fromN(Integer.toString(Dossier.RULES)));
    update
        .add(DossierItem.RULES, AttributeValue.fromSs(List.of(observation.historyId())))
        .andIf("attribute_exists(" + update.name(DossierItem.seen(observation.historyId()))
            + ") OR attribute_not_exists(" + rules + ") OR size(" + rules + ") < " + most);
  }

  private static ItemUpdate addSightings(ItemUpdate update, Observation observation, Instant now) {
    RecordingTimes.addTo(update, observation, now);
    return update
        .add(
            DossierItem.seen(observation.historyId()),
            DossierItem.sightings(observation.history().sightings()))
        .with(IndexKeys.of(observation.subject(), now))
        .with(Expiry.of(observation, now));
  }

  /**
   * The condition fails only where the evidence was erased or pruned a moment ago. Sightings without
   * evidence would be unreadable, so that exception passes: tried again, the observation is the
   * first of its wording.
   */
  private void addSightingsOnly(Observation observation, Instant now) {
    ItemUpdate update = new ItemUpdate();
    addSightings(update, observation, now)
        .onlyIf("attribute_exists(" + update.name(DossierItem.last(observation)) + ")");
    UpdateItemResponse written = client.updateItem(update
        .of(table, observation.subject())
        .returnValues(ReturnValue.ALL_NEW)
        .build());
    pruning.sightings(observation, written.attributes());
  }

  @Override
  public <N extends DeliveryWrite> Set<N> news(Set<N> notes) {
    return new NewDeliveries<>(notes, clock.instant()).in(batches);
  }

  /**
   * The index keys stay as they are: neither index is asked about deliveries, and a write that
   * changes an index key costs a second and third write.
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
      // A delivery speaks only where something else was said: there is nothing to keep.
    }
  }

  @Override
  public void count(DeliveredOnDay recipients) {
    Instant now = clock.instant();
    if (!DeliveredItem.isKept(recipients.day(), now)) {
      return;
    }
    String day = DeliveredItem.day(recipients.day());
    ItemUpdate update = new ItemUpdate();
    String counted = update.name(day);
    String full = update.value(AttributeValue.fromN(Integer.toString(COUNTED)));
    update
        .add(day, AttributeValue.fromSs(List.copyOf(recipients.hashes())))
        .set(update.name(DossierItem.EXPIRES_AT), update.value(DeliveredItem.expiresAt(now)))
        .onlyIf("attribute_not_exists(" + counted + ") OR size(" + counted + ") < " + full);
    DeliveredItem.overdue(now).forEach(update::remove);
    try {
      client.updateItem(update.of(table, DeliveredItem.key(recipients.domain())).build());
    } catch (ConditionalCheckFailedException fullAlready) {
      // "So many or more" is all that anybody needs to know.
    }
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    Instant now = clock.instant();
    Map<String, Map<String, AttributeValue>> items =
        batches.lately(domains.stream().map(DeliveredItem::key).collect(Collectors.toSet()));
    return ReadResults.reading(
        domains,
        domain -> DeliveredItem.read(
            domain, items.getOrDefault(DeliveredItem.key(domain), Map.of()), now));
  }

  @Override
  public void action(Subject subject, ManualAction action) {
    Instant now = clock.instant();
    ItemUpdate update = new ItemUpdate();
    update
        .set(
            update.name(DossierItem.action(action.id())),
            update.value(ManualActionMap.write(action)))
        .with(IndexKeys.of(subject, now))
        .with(Expiry.of(action, now));
    UpdateItemResponse written = client.updateItem(
        update.of(table, subject).returnValues(ReturnValue.ALL_NEW).build());
    pruning.manualActions(subject, written.attributes());
  }
}
