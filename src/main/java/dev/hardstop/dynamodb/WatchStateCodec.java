package dev.hardstop.dynamodb;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads the items in which {@code watch} keeps its state. This is their documentation:
 *
 * <table>
 * <caption>Items of the state of watch</caption>
 * <tr><th>key</th><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code ~watch}</td><td>{@code progress}</td><td>M</td><td>how far the index {@code byHour}
 *   was read: {@code readTo}; if a read was interrupted, also {@code began}, {@code hour}, {@code
 *   shard} and {@code cursor}</td></tr>
 * <tr><td></td><td>{@code alert#}<i>id</i></td><td>M</td><td>an alert: {@code kind}, {@code at}, {@code
 *   incident} (a map), {@code facts} (a map of strings); {@code claimed} (N: until when a run is sending
 *   it, in milliseconds since 1970); {@code sentMail}, {@code sentTopic} once it was sent
 *   through that channel</td></tr>
 * <tr><td></td><td>{@code sender}</td><td>M</td><td>the newest incident of the sender</td></tr>
 * <tr><td></td><td>{@code brake}</td><td>M</td><td>the brake: {@code since}, {@code ended}, {@code sets}
 *   and {@code switched}</td></tr>
 * <tr><td>{@code ~incidents}</td><td>{@code incident#}<i>id</i></td><td>M</td><td>a listed incident:
 *   {@code id}, {@code scope}, {@code diagnosis}, {@code domains}, {@code opened}, {@code ended}, {@code
 *   endedWell}</td></tr>
 * <tr><td>{@code ~postponed}</td><td>{@code domains}</td><td>SS</td><td>domains that a run had no time
 *   to examine, {@link PostponedDomain#toString()}</td></tr>
 * </table>
 *
 * <p>The keys contain no {@code @}, so they are not keys of subjects. The items have no index keys and
 * no time to live. All fields of the maps are strings, as in {@link DossierCodec}. Unreadable content
 * causes an {@link UnreadableItemException}, except that an unreadable postponed domain is ignored.
 */
final class WatchStateCodec {
  /** The key of the item that every run writes. */
  static final String WATCH = "~watch";

  /** The key of the item with the listed incidents. */
  static final String INCIDENTS = "~incidents";

  /** The key of the item with the domains that a run had no time to examine. */
  static final String POSTPONED = "~postponed";

  static final String DOMAINS = "domains";
  static final String PROGRESS = "progress";
  static final String SENDER = "sender";
  static final String BRAKE = "brake";

  /** How many incidents are listed. */
  static final int LISTED = 200;

  /** The number of incidents at which the oldest are removed, all in one write. */
  private static final int PRUNED_AT = LISTED + 50;

  /** The most incidents that are kept if the superfluous ones have not ended. */
  private static final int MOST_KEPT = 2 * LISTED;

  private static final String ALERT = "alert#";
  private static final String INCIDENT = "incident#";
  private static final String SEPARATOR = ",";

  private WatchStateCodec() {}

  static String alert(String id) {
    return ALERT + id;
  }

  static String incident(String id) {
    return INCIDENT + id;
  }

  /** Returns the state that the items {@value #WATCH} and {@value #INCIDENTS} hold. */
  static WatchState read(Map<String, AttributeValue> watch, Map<String, AttributeValue> incidents) {
    List<Alert> alerts = new ArrayList<>();
    watch.forEach((attribute, value) -> {
      if (attribute.startsWith(ALERT)) {
        String id = attribute.substring(ALERT.length());
        alerts.add(readable(attribute, value, stored -> readAlert(id, stored)));
      }
    });
    return new WatchState(
        find(watch, PROGRESS, WatchStateCodec::readProgress),
        alerts,
        find(watch, SENDER, WatchStateCodec::readReport),
        find(watch, BRAKE, WatchStateCodec::readBrake),
        openIncidents(incidents));
  }

  /** Returns the incidents of the item {@value #INCIDENTS} that have not ended, the newest first. */
  static List<IncidentReport> openIncidents(Map<String, AttributeValue> item) {
    return incidents(item).stream().filter(it -> it.ended().isEmpty()).toList();
  }

  /** Returns the incidents of the item {@value #INCIDENTS}, the newest first. */
  static List<IncidentReport> incidents(Map<String, AttributeValue> item) {
    List<IncidentReport> incidents = new ArrayList<>();
    item.forEach((attribute, value) -> {
      if (attribute.startsWith(INCIDENT)) {
        incidents.add(readable(attribute, value, WatchStateCodec::readReport));
      }
    });
    incidents.sort(Comparator.comparing(IncidentReport::opened)
        .thenComparing(IncidentReport::id)
        .reversed());
    return incidents;
  }

  /** Returns the ids of the incidents in this item that need no longer be listed. */
  static List<String> superfluous(Map<String, AttributeValue> item) {
    List<IncidentReport> all = incidents(item);
    if (all.size() < PRUNED_AT) {
      return List.of();
    }
    List<String> superfluous = new ArrayList<>();
    for (int i = LISTED; i < all.size(); i++) {
      if (all.get(i).ended().isPresent() || i >= MOST_KEPT) {
        superfluous.add(all.get(i).id());
      }
    }
    return superfluous;
  }

  static AttributeValue write(Collection<PostponedDomain> domains) {
    return AttributeValue.fromSs(domains.stream().map(PostponedDomain::toString).toList());
  }

  /** Returns the domains of the item {@value #POSTPONED}. */
  static SortedSet<PostponedDomain> postponed(Map<String, AttributeValue> item) {
    return item.containsKey(DOMAINS)
        ? item.get(DOMAINS).ss().stream()
            .flatMap(text -> PostponedDomain.parse(text).stream())
            .collect(Collectors.toCollection(TreeSet::new))
        : new TreeSet<>();
  }

  // Progress.

  private static final String READ_TO = "readTo";
  private static final String BEGAN = "began";
  private static final String HOUR = "hour";
  private static final String SHARD = "shard";
  private static final String CURSOR = "cursor";

  static AttributeValue write(ReadProgress progress) {
    AttributeMap fields = new AttributeMap().put(READ_TO, progress.readTo().toString());
    progress.place().ifPresent(place -> {
      fields
          .put(BEGAN, place.began().toString())
          .put(HOUR, place.hour().toString())
          .put(SHARD, Integer.toString(place.shard()));
      place.cursor().ifPresent(cursor -> fields.put(CURSOR, cursor));
    });
    return fields.toValue();
  }

  private static ReadProgress readProgress(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    return new ReadProgress(
        Instant.parse(fields.get(READ_TO)),
        fields
            .find(HOUR)
            .map(hour -> new ReadProgress.Place(
                Instant.parse(fields.get(BEGAN)),
                Instant.parse(hour),
                Integer.parseInt(fields.get(SHARD)),
                fields.find(CURSOR))));
  }

  // Alerts. The id is in the attribute's name.

  /**
   * The attribute with the time until which a run may be sending the alert, in milliseconds since 1970.
   */
  static final String CLAIMED = "claimed";

  private static final String KIND = "kind";
  private static final String AT = "at";
  private static final String ALERT_INCIDENT = "incident";
  private static final String FACTS = "facts";

  /**
   * The most characters of a fact that are kept, because facts may be remote text and an item holds a
   * hundred alerts.
   */
  private static final int LONGEST_FACT = 300;

  /**
   * Returns the key that is present in the map of an alert once the alert was sent through this
   * channel.
   */
  static String sent(Alert.Channel channel) {
    return "sent" + channel.name().charAt(0) + channel.name().substring(1).toLowerCase(Locale.ROOT);
  }

  static AttributeValue write(Alert alert) {
    AttributeMap facts = new AttributeMap();
    alert
        .facts()
        .forEach((name, fact) ->
            facts.put(name, fact.substring(0, Math.min(fact.length(), LONGEST_FACT))));
    AttributeMap fields = new AttributeMap()
        .put(KIND, alert.kind().name())
        .put(AT, alert.at().toString())
        .put(FACTS, facts);
    alert.incident().ifPresent(report -> fields.put(ALERT_INCIDENT, fields(report)));
    alert.sent().forEach(channel -> fields.put(sent(channel), Boolean.toString(true)));
    return fields.toValue();
  }

  private static Alert readAlert(String id, AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    SortedMap<String, String> facts = new TreeMap<>();
    fields
        .part(FACTS)
        .ifPresent(part -> part.names().forEach(name -> facts.put(name, part.get(name))));
    Set<Alert.Channel> sent = EnumSet.noneOf(Alert.Channel.class);
    for (Alert.Channel channel : Alert.Channel.values()) {
      if (fields.names().contains(sent(channel))) {
        sent.add(channel);
      }
    }
    return new Alert(
        id,
        AlertKind.valueOf(fields.get(KIND)),
        Instant.parse(fields.get(AT)),
        fields.part(ALERT_INCIDENT).map(WatchStateCodec::readReport),
        facts,
        sent);
  }

  // The brake. Names of configuration sets contain no comma.

  private static final String SINCE = "since";
  private static final String SETS = "sets";
  private static final String SWITCHED = "switched";

  static AttributeValue write(BrakeState brake) {
    AttributeMap fields = new AttributeMap()
        .put(SINCE, brake.since().toString())
        .put(SETS, String.join(SEPARATOR, brake.sets()))
        .put(SWITCHED, String.join(SEPARATOR, brake.switched()));
    brake.ended().ifPresent(ended -> fields.put(ENDED, ended.toString()));
    return fields.toValue();
  }

  private static BrakeState readBrake(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    return new BrakeState(
        Instant.parse(fields.get(SINCE)),
        fields.find(ENDED).map(Instant::parse),
        new TreeSet<>(list(fields, SETS)),
        new TreeSet<>(list(fields, SWITCHED)));
  }

  // Listed incidents.

  private static final String ID = "id";
  private static final String SCOPE = "scope";
  private static final String DIAGNOSIS = "diagnosis";
  private static final String OPENED = "opened";
  private static final String ENDED = "ended";
  private static final String ENDED_WELL = "endedWell";

  /**
   * The most characters of a report's domains that are kept, because an item holds hundreds of reports.
   */
  private static final int LONGEST_DOMAINS = 800;

  static AttributeValue write(IncidentReport report) {
    return fields(report).toValue();
  }

  private static AttributeMap fields(IncidentReport report) {
    AttributeMap fields = new AttributeMap()
        .put(ID, report.id())
        .put(SCOPE, report.scope().name())
        .put(DIAGNOSIS, report.diagnosis().name())
        .put(DOMAINS, String.join(SEPARATOR, bounded(report.domains())))
        .put(OPENED, report.opened().toString());
    report.ended().ifPresent(ended -> fields.put(ENDED, ended.toString()));
    report.endedWell().ifPresent(well -> fields.put(ENDED_WELL, Boolean.toString(well)));
    return fields;
  }

  private static IncidentReport readReport(AttributeValue stored) {
    return readReport(AttributeMap.of(stored));
  }

  private static IncidentReport readReport(AttributeMap fields) {
    return new IncidentReport(
        fields.require(ID),
        IncidentReport.Scope.valueOf(fields.get(SCOPE)),
        Diagnosis.Name.valueOf(fields.get(DIAGNOSIS)),
        list(fields, DOMAINS),
        Instant.parse(fields.get(OPENED)),
        fields.find(ENDED).map(Instant::parse),
        fields.find(ENDED_WELL).map(any -> fields.flag(ENDED_WELL)));
  }

  private static List<String> bounded(List<String> domains) {
    List<String> bounded = new ArrayList<>();
    int length = 0;
    for (String domain : domains) {
      length += domain.length() + SEPARATOR.length();
      if (length > LONGEST_DOMAINS) {
        break;
      }
      bounded.add(domain);
    }
    return bounded;
  }

  private static List<String> list(AttributeMap fields, String name) {
    return fields.find(name).map(text -> List.of(text.split(SEPARATOR))).orElse(List.of());
  }

  // What the codecs of all internal items share.

  /** Returns what an attribute of an internal item holds, if the attribute exists. */
  static <T> Optional<T> find(
      Map<String, AttributeValue> item, String attribute, Function<AttributeValue, T> reader) {
    return Optional.ofNullable(item.get(attribute))
        .map(value -> readable(attribute, value, reader));
  }

  /**
   * Returns what the value of an attribute of an internal item holds.
   *
   * @throws UnreadableItemException if the value cannot be read. It has no cause, because the message
   *     of the cause may repeat what is stored
   */
  static <T> T readable(
      String attribute, AttributeValue value, Function<AttributeValue, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw UnreadableItemException.watchState(attribute);
    }
  }
}
