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
 * The contents of a table, to be compared with those of another one, attribute by attribute. All times
 * of writing count as equal, but an attribute with such a time must be there, and the rest of its value
 * must be equal. The times of recording are left out, and so are the parts of an item that its dossier
 * no longer keeps: when they are pruned depends on the order of the writes.
 */
public record TableContents(SortedMap<String, SortedMap<String, AttributeValue>> items) {
  private static final AttributeValue SOME_TIME = AttributeValue.fromS("some time");

  public TableContents {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /** The present contents of a table. */
  public static TableContents of(DynamoDbClient client, String table) {
    SortedMap<String, SortedMap<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get(DossierCodec.SUBJECT).s(), lasting(item)));
    return new TableContents(items);
  }

  /** The attributes that differ, or that only one of the two tables has, one line for each. */
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

  /** The subjects with a dossier, without the items of counted recipients. */
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

  /** An index key is a time, {@code #}, and the subject or its shard. */
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

  /** Removes the parts of an item that its dossier no longer keeps. */
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
