package dev.hardstop.dynamodb;

import dev.hardstop.watchstate.Alert;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An alert as a map. */
final class AlertMap {
  /** Until when somebody is telling it, in milliseconds since 1970. */
  static final String CLAIMED = "claimed";

  private static final String KIND = "kind";
  private static final String AT = "at";
  private static final String INCIDENT = "incident";
  private static final String FACTS = "facts";

  /** Of a fact: words of a server are cut there, and an item holds a hundred alerts. */
  private static final int LONGEST_FACT = 300;

  private AlertMap() {}

  /** There once it has gone this way. */
  static String sent(Alert.Channel way) {
    return "sent" + way.name().charAt(0) + way.name().substring(1).toLowerCase(Locale.ROOT);
  }

  static AttributeValue write(Alert alert) {
    AttributeTexts facts = new AttributeTexts();
    alert.facts().forEach((name, fact) -> facts.put(name, bounded(fact)));
    AttributeTexts fields = new AttributeTexts()
        .put(KIND, alert.kind().name())
        .put(AT, alert.at().toString())
        .put(FACTS, facts);
    alert.incident().ifPresent(report -> fields.put(INCIDENT, ReportMap.fields(report)));
    alert.sent().forEach(way -> fields.put(sent(way), Boolean.toString(true)));
    return fields.toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static Alert read(String id, AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
    SortedMap<String, String> facts = new TreeMap<>();
    fields
        .part(FACTS)
        .ifPresent(part -> part.names().forEach(name -> facts.put(name, part.get(name))));
    Set<Alert.Channel> sent = EnumSet.noneOf(Alert.Channel.class);
    for (Alert.Channel way : Alert.Channel.values()) {
      if (fields.names().contains(sent(way))) {
        sent.add(way);
      }
    }
    return new Alert(
        id,
        Alert.Kind.valueOf(fields.get(KIND)),
        Instant.parse(fields.get(AT)),
        fields.part(INCIDENT).map(ReportMap::read),
        facts,
        sent);
  }

  private static String bounded(String fact) {
    return fact.substring(0, Math.min(fact.length(), LONGEST_FACT));
  }
}
