package dev.hardstop.dynamodb;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads a dossier as an item of the table. This is the documentation of the item:
 *
 * <table>
 * <caption>Attributes of a dossier's item</caption>
 * <tr><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code subject}</td><td>S</td><td>the table's partition key: a canonical address, or {@code
 *   @contoso.com} for a domain</td></tr>
 * <tr><td>{@code domain}, {@code touched}, {@code hour}</td><td>S</td><td>keys of the indexes {@code
 *   byDomain} and {@code byHour}, see {@link IndexKeys}</td></tr>
 * <tr><td>{@code expiresAt}</td><td>N</td><td>time to live: when DynamoDB may remove the item, in
 *   seconds since 1970</td></tr>
 * <tr><td>{@code keep}</td><td>N</td><td>present if the item must never expire: the least {@code
 *   expiresAt}, see {@link Expiry}</td></tr>
 * <tr><td>{@code matches#}<i>history</i></td><td>SS</td><td>when a rule matched, {@link
 *   RuleMatch#text()}</td></tr>
 * <tr><td>{@code newest#}<i>history</i>, {@code newest#}<i>history</i>{@code #}<i>wording</i></td>
 *   <td>M</td><td>the newest evidence of a rule, or of one wording of it</td></tr>
 * <tr><td>{@code rules}</td><td>SS</td><td>ids of the rules that have a history of their own and
 *   whose number is bounded ({@link Dossier#RULES})</td></tr>
 * <tr><td>{@code recorded#2026-11-24}</td><td>N</td><td>when feedback about a message sent on that day
 *   was first recorded, in seconds since 1970</td></tr>
 * <tr><td>{@code delivered}</td><td>SS</td><td>UTC days with a delivery</td></tr>
 * <tr><td>{@code action#}<i>id</i></td><td>M</td><td>a manual action</td></tr>
 * <tr><td>{@code incident}</td><td>M</td><td>the newest incident of a domain</td></tr>
 * <tr><td>{@code hasErased}</td><td>SS</td><td>in the item of a domain: the ids of the keys under which
 *   tombstones of its addresses may be stored ({@link TombstoneCodec})</td></tr>
 * <tr><td>{@code incident#}<i>id</i></td><td>M</td><td>an earlier incident that ended well</td></tr>
 * </table>
 *
 * <p>All fields of the maps are strings; empty strings are left out. Instants and days are written in
 * ISO 8601 in UTC, enum constants by their names, and lists separated by commas.
 *
 * <ul>
 *   <li>Evidence of a bounce: {@code order} (see {@link Evidence#order()}), {@code at},
 *       {@code messageId}, {@code feedbackId}, {@code via} (forwarding domain), {@code stream} (message
 *       tag {@code hardstop-stream}), {@code configurationSet}, {@code tenant}, {@code sesSpelling} and
 *       {@code senderSpelling} (the address if its spelling differs from {@code subject}),
 *       {@code imported} (the format of the file it was imported from), {@code reason}, {@code status},
 *       {@code action}, {@code reply} (masked text), {@code sesType}, {@code sesSubType},
 *       {@code reportingMta}, {@code remoteMtaIp}. Of a complaint: the first eleven and
 *       {@code complaint}.
 *   <li>Manual action: {@code kind} ({@code release}, {@code suppression} or {@code excluded-days}),
 *       {@code who}, {@code why}, {@code at}; then {@code includeComplaint} or {@code until} and {@code
 *       streams} or {@code from}, {@code to} and {@code reasons}.
 *   <li>Incident: {@code id}, {@code from}, {@code opened}; once it has ended {@code ended}, {@code
 *       endedWell} and {@code through}.
 * </ul>
 *
 * <p>Attributes that this version does not know are ignored, because a later version may have written
 * them. The attributes that a verdict depends on ({@code matches#}, {@code newest#}, {@code delivered},
 * {@code action#}, {@code incident} and {@code incident#}) must be readable, because a verdict could be
 * milder without one of them: an unreadable one causes an {@link UnreadableItemException}. A later
 * version that adds an optional attribute must give it a prefix of its own.
 */
final class DossierCodec {
  static final String SUBJECT = "subject";
  static final String DOMAIN = "domain";
  static final String TOUCHED = "touched";
  static final String HOUR = "hour";
  static final String EXPIRES_AT = "expiresAt";
  static final String KEEP = "keep";
  static final String RULES = "rules";
  static final String DELIVERED = "delivered";
  static final String INCIDENT = "incident";
  static final String HAS_ERASED = "hasErased";
  static final String RECORDED = "recorded#";

  /** The field of an evidence map by which the evidence of a history is compared. */
  static final String ORDER = "order";

  private static final String MATCHES = "matches#";
  private static final String NEWEST = "newest#";
  private static final String ACTION = "action#";
  private static final String EARLIER_INCIDENT = INCIDENT + "#";

  private DossierCodec() {}

  static Map<String, AttributeValue> key(String subject) {
    return Map.of(SUBJECT, AttributeValue.fromS(subject));
  }

  /** Returns the name of the attribute with a history's matches. */
  static String matches(String historyId) {
    return MATCHES + historyId;
  }

  /** Returns the name of the attribute with a history's newest evidence of a wording, which may be empty. */
  static String newest(String historyId, String wording) {
    return wording.isEmpty() ? NEWEST + historyId : NEWEST + historyId + '#' + wording;
  }

  /** Returns the name of the attribute for an observation that has evidence of one wording. */
  static String newest(Observation observation) {
    return newest(observation.historyId(), observation.history().evidence().firstKey());
  }

  static String action(String id) {
    return ACTION + id;
  }

  /** Returns the name of the attribute of an incident that ended well and is no longer the newest. */
  static String earlierIncident(String id) {
    return EARLIER_INCIDENT + id;
  }

  /**
   * Returns the dossier that an item holds; an empty dossier if there is no item.
   *
   * @throws UnreadableItemException if a part that a verdict depends on cannot be read
   */
  static Dossier read(Subject subject, Map<String, AttributeValue> item) {
    return new Dossier(
        subject,
        histories(subject, item),
        delivered(subject, item),
        manualActions(subject, item),
        incidents(subject, item),
        erasures(subject, item));
  }

  /** Reads the ids of the keys of a domain's tombstones. The tombstone of an address is an item of its own. */
  private static Dossier.Erasures erasures(Subject subject, Map<String, AttributeValue> item) {
    return item.containsKey(HAS_ERASED)
        ? new Dossier.Erasures(
            readable(subject, HAS_ERASED, () -> strings(item.get(HAS_ERASED)).collect(sorted())),
            Optional.empty())
        : Dossier.Erasures.NONE;
  }

  /** Returns the dossier with its times of recording. Feedback without a readable time is taken as old. */
  static RecordedDossier readRecorded(Subject subject, Map<String, AttributeValue> item) {
    SortedMap<LocalDate, Instant> times = new TreeMap<>();
    item.forEach((attribute, value) -> {
      if (attribute.startsWith(RECORDED) && value.n() != null) {
        try {
          times.put(
              LocalDate.parse(attribute.substring(RECORDED.length())),
              Instant.ofEpochSecond(Long.parseLong(value.n())));
        } catch (DateTimeException | NumberFormatException unreadable) {
          // The time is left out, because no verdict depends on it.
        }
      }
    });
    return new RecordedDossier(read(subject, item), times);
  }

  private static SortedMap<String, RuleHistory> histories(
      Subject subject, Map<String, AttributeValue> item) {
    SortedMap<String, SortedMap<String, Evidence>> evidence = new TreeMap<>();
    item.forEach((attribute, value) -> {
      // A history with matches and no evidence, or with evidence and no matches, is unreadable.
      if (attribute.startsWith(MATCHES)) {
        evidence.computeIfAbsent(attribute.substring(MATCHES.length()), id -> new TreeMap<>());
      } else if (attribute.startsWith(NEWEST)) {
        String[] name = attribute.substring(NEWEST.length()).split("#", 2);
        evidence
            .computeIfAbsent(name[0], id -> new TreeMap<>())
            .put(
                name.length == 1 ? "" : name[1],
                readable(subject, attribute, () -> readEvidence(value)));
      }
    });
    SortedMap<String, RuleHistory> histories = new TreeMap<>();
    evidence.forEach((id, its) -> histories.put(
        id, readable(subject, matches(id), () -> new RuleHistory(matchesIn(item, id), its))));
    return histories;
  }

  /**
   * Returns all matches of a history that the item holds, which may be more than the history keeps.
   *
   * @throws IllegalArgumentException or {@link DateTimeException} if they cannot be read
   */
  static SortedSet<RuleMatch> matchesIn(Map<String, AttributeValue> item, String historyId) {
    return strings(item.get(matches(historyId))).map(StoredTime::match).collect(sorted());
  }

  static AttributeValue write(SortedSet<RuleMatch> matches) {
    return AttributeValue.fromSs(matches.stream().map(RuleMatch::text).toList());
  }

  /** Returns all days with a delivery that the item holds, which may be more than a dossier keeps. */
  static SortedSet<LocalDate> delivered(Subject subject, Map<String, AttributeValue> item) {
    return item.containsKey(DELIVERED)
        ? readable(
            subject,
            DELIVERED,
            () -> strings(item.get(DELIVERED)).map(StoredTime::day).collect(sorted()))
        : new TreeSet<>();
  }

  /** Writes a set of days. Their strings sort in the order of the days. */
  static AttributeValue writeDays(Collection<LocalDate> days) {
    return AttributeValue.fromSs(days.stream().map(LocalDate::toString).toList());
  }

  /** Returns all manual actions that the item holds, which may be more than a dossier keeps. */
  static SortedSet<ManualAction> manualActions(Subject subject, Map<String, AttributeValue> item) {
    return attributes(item, ACTION)
        .map(attribute -> readable(
            subject,
            attribute,
            () -> readAction(attribute.substring(ACTION.length()), item.get(attribute))))
        .collect(sorted());
  }

  static long countActions(Map<String, AttributeValue> item) {
    return attributes(item, ACTION).count();
  }

  /** Returns all incidents that the item holds, which may be more than a dossier keeps. */
  static SortedSet<Incident> incidents(Subject subject, Map<String, AttributeValue> item) {
    return incidentAttributes(item)
        .map(attribute -> readable(subject, attribute, () -> readIncident(item.get(attribute))))
        .collect(sorted());
  }

  static long countIncidents(Map<String, AttributeValue> item) {
    return incidentAttributes(item).count();
  }

  private static Stream<String> incidentAttributes(Map<String, AttributeValue> item) {
    return Stream.concat(
        Stream.of(INCIDENT).filter(item::containsKey), attributes(item, EARLIER_INCIDENT));
  }

  // Evidence.

  private static final String AT = "at";
  private static final String MESSAGE_ID = "messageId";
  private static final String FEEDBACK_ID = "feedbackId";
  private static final String VIA = "via";
  private static final String STREAM = "stream";
  private static final String CONFIGURATION_SET = "configurationSet";
  private static final String TENANT = "tenant";
  private static final String SES_SPELLING = "sesSpelling";
  private static final String SENDER_SPELLING = "senderSpelling";
  private static final String IMPORTED = "imported";
  private static final String COMPLAINT = "complaint";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String DSN_ACTION = "action";
  private static final String REPLY = "reply";
  private static final String SES_TYPE = "sesType";
  private static final String SES_SUB_TYPE = "sesSubType";
  private static final String REPORTING_MTA = "reportingMta";
  private static final String REMOTE_MTA_IP = "remoteMtaIp";

  static AttributeValue write(Evidence evidence) {
    Evidence.Origin origin = evidence.origin();
    AttributeMap fields = new AttributeMap()
        .put(ORDER, evidence.order())
        .put(AT, origin.at().toString())
        .put(MESSAGE_ID, origin.messageId())
        .put(FEEDBACK_ID, origin.feedbackId())
        .put(VIA, origin.via().orElse(""))
        .put(STREAM, origin.tags().stream())
        .put(CONFIGURATION_SET, origin.tags().configurationSet())
        .put(TENANT, origin.tags().tenant())
        .put(SES_SPELLING, origin.spellings().ses())
        .put(SENDER_SPELLING, origin.spellings().sender())
        .put(IMPORTED, origin.imported());
    if (evidence instanceof Evidence.ComplaintEvidence complaint) {
      return fields.put(COMPLAINT, complaint.kind().name()).toValue();
    }
    Evidence.BounceEvidence bounce = (Evidence.BounceEvidence) evidence;
    DeliveryStatus status = bounce.deliveryStatus();
    return fields
        .put(REASON, bounce.recordedReason().name())
        .put(STATUS, status.status())
        .put(DSN_ACTION, status.action())
        .put(REPLY, status.words().value())
        .put(SES_TYPE, status.sesBounceType().type())
        .put(SES_SUB_TYPE, status.sesBounceType().subType())
        .put(REPORTING_MTA, status.reportingMta())
        .put(REMOTE_MTA_IP, status.remoteMtaIp())
        .toValue();
  }

  private static Evidence readEvidence(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    Evidence.Origin origin = new Evidence.Origin(
        StoredTime.instant(fields.get(AT)),
        fields.get(MESSAGE_ID),
        fields.get(FEEDBACK_ID),
        fields.find(VIA),
        new MessageTags(fields.get(STREAM), fields.get(CONFIGURATION_SET), fields.get(TENANT)),
        new Evidence.Spellings(fields.get(SES_SPELLING), fields.get(SENDER_SPELLING)),
        fields.get(IMPORTED));
    if (fields.find(COMPLAINT).isPresent()) {
      return new Evidence.ComplaintEvidence(origin, ComplaintKind.valueOf(fields.get(COMPLAINT)));
    }
    DeliveryStatus status = new DeliveryStatus(
        fields.get(STATUS),
        fields.get(DSN_ACTION),
        MaskedText.stored(fields.get(REPLY)),
        new BounceType(fields.get(SES_TYPE), fields.get(SES_SUB_TYPE)),
        fields.get(REPORTING_MTA),
        fields.get(REMOTE_MTA_IP));
    return new Evidence.BounceEvidence(origin, status, BounceReason.valueOf(fields.get(REASON)));
  }

  // Manual actions. The id is in the attribute's name.

  private static final String KIND = "kind";
  private static final String RELEASE = "release";
  private static final String SUPPRESSION = "suppression";
  private static final String EXCLUDED_DAYS = "excluded-days";
  private static final String WHO = "who";
  private static final String WHY = "why";
  private static final String INCLUDE_COMPLAINT = "includeComplaint";
  private static final String UNTIL = "until";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String REASONS = "reasons";
  private static final String STREAMS = "streams";

  static AttributeValue write(ManualAction action) {
    AttributeMap fields = new AttributeMap()
        .put(WHO, action.who())
        .put(WHY, action.why())
        .put(AT, action.at().toString());
    if (action instanceof ManualAction.Release release) {
      return fields
          .put(KIND, RELEASE)
          .put(INCLUDE_COMPLAINT, Boolean.toString(release.includeComplaint()))
          .toValue();
    }
    if (action instanceof ManualAction.ExcludeDays days) {
      return fields
          .put(KIND, EXCLUDED_DAYS)
          .put(FROM, days.from().toString())
          .put(TO, days.to().toString())
          .put(REASONS, days.reasons().stream().sorted().map(Enum::name).collect(joining(",")))
          .toValue();
    }
    ManualAction.Suppression suppression = (ManualAction.Suppression) action;
    return fields
        .put(KIND, SUPPRESSION)
        .put(UNTIL, suppression.until().map(LocalDate::toString).orElse(""))
        .put(STREAMS, String.join(",", suppression.streams()))
        .toValue();
  }

  private static ManualAction readAction(String id, AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    String who = fields.get(WHO);
    String why = fields.get(WHY);
    Instant at = StoredTime.instant(fields.get(AT));
    return switch (fields.get(KIND)) {
      case RELEASE ->
        new ManualAction.Release(
            id,
            who,
            why,
            at,
            fields.find(INCLUDE_COMPLAINT).filter("true"::equals).isPresent());
      case SUPPRESSION ->
        new ManualAction.Suppression(
            id,
            who,
            why,
            at,
            fields.find(UNTIL).map(StoredTime::day),
            fields
                .find(STREAMS)
                .map(names -> new TreeSet<>(Arrays.asList(names.split(",", -1))))
                .orElseGet(TreeSet::new));
      case EXCLUDED_DAYS ->
        new ManualAction.ExcludeDays(
            id,
            who,
            why,
            at,
            StoredTime.day(fields.get(FROM)),
            StoredTime.day(fields.get(TO)),
            fields.find(REASONS).map(DossierCodec::reasons).orElse(Set.of()));
      default -> throw new IllegalArgumentException("unknown kind of manual action");
    };
  }

  private static Set<BounceReason> reasons(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(BounceReason::valueOf)
        .collect(toUnmodifiableSet());
  }

  // Incidents.

  private static final String ID = "id";
  private static final String OPENED = "opened";
  private static final String ENDED = "ended";
  private static final String ENDED_WELL = "endedWell";
  private static final String THROUGH = "through";

  static AttributeValue write(Incident incident) {
    AttributeMap fields = new AttributeMap()
        .put(ID, incident.id())
        .put(FROM, incident.from().toString())
        .put(OPENED, incident.opened().toString());
    incident
        .ending()
        .ifPresent(ending -> fields
            .put(ENDED, ending.at().toString())
            .put(ENDED_WELL, Boolean.toString(ending.well()))
            .put(THROUGH, ending.through().toString()));
    return fields.toValue();
  }

  private static Incident readIncident(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    return new Incident(
        fields.require(ID),
        StoredTime.day(fields.get(FROM)),
        StoredTime.instant(fields.get(OPENED)),
        readEnding(fields));
  }

  /** An ending that has only some of its fields is unreadable. */
  private static Optional<Incident.Ending> readEnding(AttributeMap fields) {
    if (Stream.of(ENDED, ENDED_WELL, THROUGH).map(fields::find).allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(new Incident.Ending(
        StoredTime.instant(fields.get(ENDED)),
        fields.flag(ENDED_WELL),
        StoredTime.day(fields.get(THROUGH))));
  }

  // What all parts share.

  private static Stream<String> attributes(Map<String, AttributeValue> item, String prefix) {
    return item.keySet().stream().filter(attribute -> attribute.startsWith(prefix));
  }

  private static Stream<String> strings(AttributeValue set) {
    if (set == null || !set.hasSs()) {
      throw new IllegalArgumentException("not a set of strings");
    }
    return set.ss().stream();
  }

  private static <T extends Comparable<? super T>> Collector<T, ?, SortedSet<T>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }

  /**
   * Reads a part of an item.
   *
   * @throws UnreadableItemException if the reader fails. It has no cause, because the message of the
   *     cause may repeat what is stored
   */
  static <T> T readable(Subject subject, String attribute, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw UnreadableItemException.dossier(subject, attribute);
    }
  }
}
