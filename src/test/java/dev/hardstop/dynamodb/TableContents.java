package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A whole table, to be compared with another one item by item and attribute by attribute. Times of
 * writing are all one, but an attribute that has one must be there, and what stands beside the time
 * in it must be the same. Left out is when feedback of each day was recorded and, of days with
 * deliveries and acts, what a dossier no longer counts: when the table drops that depends on the order
 * in which it came.
 */
public record TableContents(SortedMap<String, SortedMap<String, AttributeValue>> items) {
  private static final AttributeValue SOME_TIME = AttributeValue.fromS("some time");

  public TableContents {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /** Everything in the table now. */
  public static TableContents of(DynamoDbClient client, String table) {
    SortedMap<String, SortedMap<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get(DossierCodec.SUBJECT).s(), lasting(item)));
    return new TableContents(items);
  }

  /** The subjects that another table knows otherwise, or only one of both knows; what differs in them. */
  public List<String> differences(TableContents other) {
    Set<String> subjects = new TreeSet<>(items.keySet());
    subjects.addAll(other.items.keySet());
    List<String> differences = new ArrayList<>();
    for (String subject : subjects) {
      SortedMap<String, AttributeValue> mine = items.getOrDefault(subject, new TreeMap<>());
      SortedMap<String, AttributeValue> others = other.items.getOrDefault(subject, new TreeMap<>());
      Set<String> attributes = new TreeSet<>(mine.keySet());
      attributes.addAll(others.keySet());
      attributes.removeIf(name -> Objects.equals(mine.get(name), others.get(name)));
      attributes.forEach(name -> differences.add(
          subject + " " + name + ": " + mine.get(name) + ", but " + others.get(name)));
    }
    return differences;
  }

  /** Those who have a dossier; the counts of recipients beside them are nobody's. */
  public Set<Subject> subjects() {
    return items.values().stream()
        .flatMap(item -> IndexKeys.subject(item).stream())
        .collect(Collectors.toSet());
  }

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  private static SortedMap<String, AttributeValue> lasting(Map<String, AttributeValue> item) {
    SortedMap<String, AttributeValue> lasting = new TreeMap<>(item);
    lasting.computeIfPresent(DossierCodec.TOUCHED, (name, value) -> withoutTime(value));
    lasting.computeIfPresent(DossierCodec.HOUR, (name, value) -> withoutTime(value));
    lasting.computeIfPresent(
        DossierCodec.EXPIRES_AT,
        (name, value) -> value.equals(item.get(DossierCodec.KEEP)) ? value : SOME_TIME);
    IndexKeys.subject(item)
        .map(subject -> DossierCodec.read(subject, item))
        .ifPresent(kept -> keepOnly(kept, lasting));
    lasting.keySet().removeIf(name -> name.startsWith(DossierCodec.RECORDED));
    return lasting;
  }

  /** The keys of the indexes have a time, and the subject or its shard behind it. */
  private static AttributeValue withoutTime(AttributeValue key) {
    int end = key.s().indexOf('#');
    return AttributeValue.fromS(SOME_TIME.s() + key.s().substring(end));
  }

  private static Set<String> evidence(Dossier dossier) {
    return dossier.histories().entrySet().stream()
        .flatMap(entry -> entry.getValue().evidence().keySet().stream()
            .map(wording -> DossierCodec.newest(entry.getKey(), wording)))
        .collect(Collectors.toSet());
  }

  /** What is in an item but no longer in its dossier says nothing. */
  private static void keepOnly(Dossier dossier, SortedMap<String, AttributeValue> item) {
    Set<String> manualActions = dossier.manualActions().stream()
        .map(action -> DossierCodec.action(action.id()))
        .collect(Collectors.toSet());
    item.keySet()
        .removeIf(
            name -> name.startsWith(DossierCodec.action("")) && !manualActions.contains(name));
    item.keySet()
        .removeIf(name -> name.startsWith("newest#") && !evidence(dossier).contains(name));
    dossier
        .histories()
        .forEach((id, history) ->
            item.put(DossierCodec.matches(id), DossierCodec.write(history.matches())));
    item.computeIfPresent(
        DossierCodec.DELIVERED, (name, days) -> DossierCodec.writeDays(dossier.delivered()));
    item.replaceAll((name, value) ->
        value.hasSs() ? AttributeValue.fromSs(value.ss().stream().sorted().toList()) : value);
  }
}
