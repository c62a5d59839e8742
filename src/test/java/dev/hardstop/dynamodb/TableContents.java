package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.Dossier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A whole table, to be compared with another one item by item and attribute by attribute. Left out
 * is what says when something was written, and of days with deliveries and acts what a dossier no
 * longer counts: when the table drops that depends on the order in which it came.
 */
public record TableContents(SortedMap<String, SortedMap<String, AttributeValue>> items) {
  private static final Set<String> TIMES_OF_WRITING =
      Set.of(DossierItem.TOUCHED, DossierItem.HOUR, DossierItem.EXPIRES_AT);
  private static final long ALL = Long.MAX_VALUE;

  public TableContents {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /** Everything in the table now. */
  public static TableContents of(DynamoDbClient client, String table) {
    SortedMap<String, SortedMap<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get(DossierItem.SUBJECT).s(), lasting(item)));
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

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  private static SortedMap<String, AttributeValue> lasting(Map<String, AttributeValue> item) {
    SortedMap<String, AttributeValue> lasting = new TreeMap<>(item);
    lasting.keySet().removeAll(TIMES_OF_WRITING);
    lasting.keySet().removeAll(oldActs(item));
    lasting.replaceAll((name, value) -> value.hasSs()
        ? newest(value, name.equals(DossierItem.DELIVERED) ? Dossier.DELIVERED_DAYS : ALL)
        : value);
    return lasting;
  }

  /** The attributes of the acts that a dossier no longer counts. */
  private static List<String> oldActs(Map<String, AttributeValue> item) {
    String prefix = DossierItem.act("");
    return item.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> ActMap.read(name.substring(prefix.length()), item.get(name)))
        .sorted(Comparator.<Act>naturalOrder().reversed())
        .skip(Dossier.ACTS)
        .map(act -> DossierItem.act(act.id()))
        .toList();
  }

  private static AttributeValue newest(AttributeValue set, long howMany) {
    return AttributeValue.fromSs(
        set.ss().stream().sorted(Comparator.reverseOrder()).limit(howMany).toList());
  }
}
