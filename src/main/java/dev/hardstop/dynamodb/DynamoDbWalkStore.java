package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.DomainWalk;
import dev.hardstop.watchstate.WalkState.FinishedWalk;
import dev.hardstop.watchstate.WalkState.Walk;
import dev.hardstop.watchstate.WalkState.WalkStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The state of the walk in the item {@code ~walk}, which has no index keys and no time to live:
 *
 * <table>
 * <caption>The item of the walk</caption>
 * <tr><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code version}</td><td>N</td><td>increased by every write, on the condition that it is
 *   still the version that was read</td></tr>
 * <tr><td>{@code walk}</td><td>M</td><td>{@code fingerprint}, {@code everything}; {@code current} (a map:
 *   {@code at}, {@code since}, {@code cursor}, {@code scanned}, {@code read}, {@code published}); {@code
 *   finished} (a map of maps by index: {@code at}, {@code ended}, {@code read}, {@code published});
 *   {@code waiting} and {@code walked} (maps of instants by domain); {@code domain} (a map: {@code name},
 *   {@code at}, {@code since}, {@code knownTo}, {@code cursor})</td></tr>
 * </table>
 *
 * <p>All fields of the map are strings, as in {@link DossierCodec}.
 */
@Singleton
public final class DynamoDbWalkStore implements WalkStore {
  static final String WALK = "~walk";

  private static final String VERSION = "version";
  private static final String STATE = "walk";

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates an instance for this table. */
  @Inject
  public DynamoDbWalkStore(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public WalkState walk() {
    Map<String, AttributeValue> item =
        batches.consistent(Set.of(WALK)).getOrDefault(WALK, Map.of());
    if (!item.containsKey(STATE)) {
      return WalkState.NONE;
    }
    String version =
        Optional.ofNullable(item.get(VERSION)).map(AttributeValue::n).orElse("");
    return WatchStateCodec.readable(
        STATE, item.get(STATE), state -> read(Long.parseLong(version), AttributeMap.of(state)));
  }

  @Override
  public boolean replaceWalk(WalkState before, WalkState after) {
    ItemUpdate update = new ItemUpdate();
    String version = update.name(VERSION);
    update
        .set(version, update.value(number(after.version())))
        .set(update.name(STATE), update.value(write(after)))
        .onlyIf(
            before.version() == 0
                ? "attribute_not_exists(" + version + ")"
                : version + " = " + update.value(number(before.version())));
    return update.writeTo(client, table, WALK);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static final String FINGERPRINT = "fingerprint";
  private static final String EVERYTHING = "everything";
  private static final String CURRENT = "current";
  private static final String FINISHED = "finished";
  private static final String WAITING = "waiting";
  private static final String DOMAIN = "domain";
  private static final String WALKED = "walked";

  private static AttributeValue write(WalkState state) {
    AttributeMap fields = new AttributeMap()
        .put(FINGERPRINT, state.fingerprint())
        .put(EVERYTHING, Boolean.toString(state.everything()))
        .put(WAITING, write(state.waiting()))
        .put(WALKED, write(state.walked()));
    AttributeMap finished = new AttributeMap();
    for (int i = 0; i < state.finished().size(); i++) {
      finished.put(Integer.toString(i), write(state.finished().get(i)));
    }
    fields.put(FINISHED, finished);
    state.current().ifPresent(walk -> fields.put(CURRENT, write(walk)));
    state.domain().ifPresent(walk -> fields.put(DOMAIN, write(walk)));
    return fields.toValue();
  }

  private static WalkState read(long version, AttributeMap fields) {
    List<FinishedWalk> finished = new ArrayList<>();
    fields.part(FINISHED).ifPresent(walks -> {
      for (int i = 0; i < walks.names().size(); i++) {
        finished.add(readFinished(walks.part(Integer.toString(i)).orElseThrow()));
      }
    });
    return new WalkState(
        version,
        fields.get(FINGERPRINT),
        fields.flag(EVERYTHING),
        fields.part(CURRENT).map(DynamoDbWalkStore::readWalk),
        finished,
        readInstants(fields.part(WAITING)),
        fields.part(DOMAIN).map(DynamoDbWalkStore::readDomain),
        readInstants(fields.part(WALKED)));
  }

  private static final String AT = "at";
  private static final String SINCE = "since";
  private static final String CURSOR = "cursor";
  private static final String SCANNED = "scanned";
  private static final String READ = "read";
  private static final String PUBLISHED = "published";
  private static final String ENDED = "ended";
  private static final String NAME = "name";
  private static final String KNOWN_TO = "knownTo";

  private static AttributeMap write(Walk walk) {
    AttributeMap fields = new AttributeMap()
        .put(AT, walk.at().toString())
        .put(SCANNED, Boolean.toString(walk.scanned()))
        .put(READ, Long.toString(walk.read()))
        .put(PUBLISHED, Long.toString(walk.published()));
    walk.since().ifPresent(since -> fields.put(SINCE, since.toString()));
    walk.cursor().ifPresent(cursor -> fields.put(CURSOR, cursor));
    return fields;
  }

  private static Walk readWalk(AttributeMap fields) {
    return new Walk(
        Instant.parse(fields.get(AT)),
        fields.find(SINCE).map(Instant::parse),
        fields.find(CURSOR),
        fields.flag(SCANNED),
        Long.parseLong(fields.get(READ)),
        Long.parseLong(fields.get(PUBLISHED)));
  }

  private static AttributeMap write(FinishedWalk walk) {
    return new AttributeMap()
        .put(AT, walk.at().toString())
        .put(ENDED, walk.ended().toString())
        .put(READ, Long.toString(walk.read()))
        .put(PUBLISHED, Long.toString(walk.published()));
  }

  private static FinishedWalk readFinished(AttributeMap fields) {
    return new FinishedWalk(
        Instant.parse(fields.get(AT)),
        Instant.parse(fields.get(ENDED)),
        Long.parseLong(fields.get(READ)),
        Long.parseLong(fields.get(PUBLISHED)));
  }

  private static AttributeMap write(DomainWalk walk) {
    AttributeMap fields = new AttributeMap()
        .put(NAME, walk.name())
        .put(AT, walk.at().toString())
        .put(SINCE, walk.since().toString())
        .put(KNOWN_TO, walk.knownTo().toString());
    walk.cursor().ifPresent(cursor -> fields.put(CURSOR, cursor));
    return fields;
  }

  private static DomainWalk readDomain(AttributeMap fields) {
    return new DomainWalk(
        fields.require(NAME),
        Instant.parse(fields.get(AT)),
        Instant.parse(fields.get(SINCE)),
        Instant.parse(fields.get(KNOWN_TO)),
        fields.find(CURSOR));
  }

  private static AttributeMap write(SortedMap<String, Instant> instants) {
    AttributeMap fields = new AttributeMap();
    instants.forEach((domain, instant) -> fields.put(domain, instant.toString()));
    return fields;
  }

  private static SortedMap<String, Instant> readInstants(Optional<AttributeMap> part) {
    SortedMap<String, Instant> instants = new TreeMap<>();
    part.ifPresent(fields ->
        fields.names().forEach(domain -> instants.put(domain, Instant.parse(fields.get(domain)))));
    return instants;
  }
}
