package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.LatestRun;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.Overview.OverviewPart;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.SesListState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The overview in a DynamoDB table. It reads items of {@link WatchStateCodec} and
 * {@link SesListStateCodec}, and items of its own, of which this is the documentation:
 *
 * <table>
 * <caption>Items of the overview</caption>
 * <tr><th>key</th><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code ~overview}</td><td>{@code began}</td><td>N</td><td>when the latest run began, in milliseconds since
 *   1970</td></tr>
 * <tr><td></td><td>{@code run}</td><td>M</td><td>{@code complete}, {@code left}, {@code minutesBehind}, {@code
 *   hoursSinceWalk}, {@code hoursSinceSesList}, {@code missing} (a line each), and {@code day} and {@code week} (maps of
 *   {@code attempts}, {@code bounces}, {@code complaints})</td></tr>
 * <tr><td>{@code ~bounced#}<i>day</i></td><td>{@code recipients#}<i>reason</i></td><td>SS</td><td>hashes of recipients
 *   that bounced on this UTC day ({@link RecipientSample#texts()})</td></tr>
 * <tr><td></td><td>{@code expiresAt}</td><td>N</td><td>as in {@link DossierCodec}</td></tr>
 * </table>
 *
 * <p>The items have no index keys. All fields of the maps are strings.
 */
@Singleton
public final class DynamoDbOverview implements OverviewStore {
  static final String LATEST = "~overview";

  private static final String BOUNCED = "~bounced#";
  private static final String RECIPIENTS = "recipients#";
  private static final String BEGAN = "began";
  private static final String RUN = "run";
  private static final String LINE = "\n";

  /**
   * How many days an item is kept. A day can still change one day after the last overview that shows
   * it, because clocks differ.
   */
  private static final int DAYS_KEPT = Overview.DAYS + 2;

  /** The size at which a set is pruned. */
  private static final int PRUNED_AT = 2 * RecipientSample.MOST;

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates an instance for this table. */
  @Inject
  public DynamoDbOverview(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public Overview read(LocalDate today) {
    List<LocalDate> days = Overview.daysUntil(today);
    Set<String> keys =
        new HashSet<>(Set.of(LATEST, WatchStateCodec.INCIDENTS, SesListStateCodec.STATE));
    days.forEach(day -> keys.add(BOUNCED + day));
    return new OverviewItems(batches.eventuallyConsistent(keys)).overview(days);
  }

  @Override
  public void add(BouncedRecipients more) {
    ItemUpdate update = new ItemUpdate();
    update.set(
        update.name(DossierCodec.EXPIRES_AT),
        update.value(Expiry.atBeginningOf(more.day().plusDays(DAYS_KEPT))));
    more.byReason()
        .forEach((reason, recipients) ->
            update.add(RECIPIENTS + reason.name(), AttributeValue.fromSs(recipients.texts())));
    UpdateItemResponse written = client.updateItem(
        update.of(table, BOUNCED + more.day()).returnValues(ReturnValue.ALL_NEW).build());
    prune(more, written.attributes());
  }

  /**
   * Prunes the sets that have grown too large. Hashes that another run adds at the same time are not
   * lost.
   */
  private void prune(BouncedRecipients added, Map<String, AttributeValue> item) {
    ItemUpdate update = new ItemUpdate();
    boolean any = false;
    for (BounceReason reason : added.byReason().keySet()) {
      List<String> stored = item.get(RECIPIENTS + reason.name()).ss();
      if (stored.size() >= PRUNED_AT) {
        update.delete(
            RECIPIENTS + reason.name(), AttributeValue.fromSs(RecipientSample.superfluous(stored)));
        any = true;
      }
    }
    if (any) {
      client.updateItem(update.of(table, BOUNCED + added.day()).build());
    }
  }

  /**
   * Returns the keys of all items that may have the hash of a recipient, including items whose expiry
   * is overdue.
   */
  static Set<String> keysWithRecipients(LocalDate today) {
    return today
        .minusDays(2L * Overview.DAYS)
        .datesUntil(today.plusDays(2))
        .map(day -> BOUNCED + day)
        .collect(Collectors.toSet());
  }

  /** Removes the hash of a recipient from the item of a day. */
  static DynamoDbErasure.Change withoutRecipient(Map<String, AttributeValue> item, String hash) {
    ItemUpdate update = new ItemUpdate();
    int places = 0;
    for (Map.Entry<String, AttributeValue> reason : item.entrySet()) {
      if (reason.getKey().startsWith(RECIPIENTS) && reason.getValue().ss().contains(hash)) {
        update.delete(reason.getKey(), AttributeValue.fromSs(List.of(hash)));
        places++;
      }
    }
    return new DynamoDbErasure.Change(update, places);
  }

  @Override
  public void save(LatestRun run) {
    ItemUpdate update = new ItemUpdate();
    String began = update.name(BEGAN);
    String value = update.value(AttributeValue.fromN(Long.toString(run.began().toEpochMilli())));
    update
        .set(began, value)
        .set(update.name(RUN), update.value(write(run)))
        .onlyIf("attribute_not_exists(" + began + ") OR " + began + " <= " + value)
        .writeTo(client, table, LATEST);
  }

  /** The items of one read. An unreadable item does not affect the others. */
  private static final class OverviewItems {
    private final Map<String, Map<String, AttributeValue>> items;
    private final Map<OverviewPart, UnreadableItemException> unreadable =
        new EnumMap<>(OverviewPart.class);

    private OverviewItems(Map<String, Map<String, AttributeValue>> items) {
      this.items = items;
    }

    private Overview overview(List<LocalDate> days) {
      SortedMap<LocalDate, BouncedRecipients> known = new TreeMap<>();
      days.stream()
          .filter(day -> items.containsKey(BOUNCED + day))
          .forEach(day -> known.put(day, bounced(day, items.get(BOUNCED + day))));
      Optional<LatestRun> run =
          part(OverviewPart.LATEST_RUN, LATEST, DynamoDbOverview::readRun, Optional.empty());
      List<IncidentReport> open = part(
          OverviewPart.INCIDENTS,
          WatchStateCodec.INCIDENTS,
          WatchStateCodec::openIncidents,
          List.of());
      SesListState sesList = part(
          OverviewPart.SES_LIST,
          SesListStateCodec.STATE,
          SesListStateCodec::read,
          SesListState.NONE);
      return new Overview(run, known, open, sesList, unreadable);
    }

    private <T> T part(
        OverviewPart part, String key, Function<Map<String, AttributeValue>, T> reader, T none) {
      try {
        return reader.apply(items.getOrDefault(key, Map.of()));
      } catch (UnreadableItemException broken) {
        unreadable.put(part, broken);
        return none;
      }
    }
  }

  /**
   * Reads the recipients of a day. A reason or hash that only a later version knows is ignored, because
   * nothing depends on it.
   */
  private static BouncedRecipients bounced(LocalDate day, Map<String, AttributeValue> item) {
    Map<BounceReason, RecipientSample> byReason = new EnumMap<>(BounceReason.class);
    for (BounceReason reason : BounceReason.values()) {
      AttributeValue hashes = item.get(RECIPIENTS + reason.name());
      if (hashes != null && hashes.hasSs()) {
        byReason.put(reason, RecipientSample.of(hashes.ss()));
      }
    }
    return new BouncedRecipients(day, byReason);
  }

  // The latest run.

  private static final String COMPLETE = "complete";
  private static final String LEFT = "left";
  private static final String MINUTES_BEHIND = "minutesBehind";
  private static final String HOURS_SINCE_WALK = "hoursSinceWalk";
  private static final String HOURS_SINCE_SES_LIST = "hoursSinceSesList";
  private static final String MISSING = "missing";
  private static final String DAY = "day";
  private static final String WEEK = "week";
  private static final String ATTEMPTS = "attempts";
  private static final String BOUNCES = "bounces";
  private static final String COMPLAINTS = "complaints";

  private static AttributeValue write(LatestRun run) {
    AttributeMap fields = new AttributeMap()
        .put(COMPLETE, Boolean.toString(run.complete()))
        .put(LEFT, Integer.toString(run.left()))
        .put(MINUTES_BEHIND, Long.toString(run.minutesBehind()))
        .put(HOURS_SINCE_WALK, Long.toString(run.hoursSinceWalk()))
        .put(HOURS_SINCE_SES_LIST, Long.toString(run.hoursSinceSesList()))
        .put(MISSING, String.join(LINE, run.missing()));
    run.day().ifPresent(counts -> fields.put(DAY, fields(counts)));
    run.week().ifPresent(counts -> fields.put(WEEK, fields(counts)));
    return fields.toValue();
  }

  private static AttributeMap fields(SendingCounts counts) {
    return new AttributeMap()
        .put(ATTEMPTS, Long.toString(counts.attempts()))
        .put(BOUNCES, Long.toString(counts.bounces()))
        .put(COMPLAINTS, Long.toString(counts.complaints()));
  }

  private static Optional<LatestRun> readRun(Map<String, AttributeValue> item) {
    return WatchStateCodec.find(
            item, BEGAN, began -> Instant.ofEpochMilli(Long.parseLong(began.n())))
        .flatMap(
            began -> WatchStateCodec.find(item, RUN, run -> readRun(began, AttributeMap.of(run))));
  }

  private static LatestRun readRun(Instant began, AttributeMap fields) {
    return new LatestRun(
        began,
        fields.part(DAY).map(DynamoDbOverview::readCounts),
        fields.part(WEEK).map(DynamoDbOverview::readCounts),
        fields.flag(COMPLETE),
        Integer.parseInt(fields.get(LEFT)),
        Long.parseLong(fields.get(MINUTES_BEHIND)),
        Long.parseLong(fields.get(HOURS_SINCE_WALK)),
        Long.parseLong(fields.get(HOURS_SINCE_SES_LIST)),
        fields.find(MISSING).map(lines -> List.of(lines.split(LINE))).orElse(List.of()));
  }

  private static SendingCounts readCounts(AttributeMap fields) {
    return new SendingCounts(
        Long.parseLong(fields.get(ATTEMPTS)),
        Long.parseLong(fields.get(BOUNCES)),
        Long.parseLong(fields.get(COMPLAINTS)));
  }
}
