package dev.hardstop.dynamodb;

import dev.hardstop.watchstate.WatchState.BrakeState;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The brake as a map; names of configuration sets have no comma. */
final class BrakeMap {
  private static final String SEPARATOR = ",";
  private static final String SINCE = "since";
  private static final String OVER = "over";
  private static final String SETS = "sets";
  private static final String SWITCHED = "switched";

  private BrakeMap() {}

  static AttributeValue write(BrakeState braking) {
    AttributeTexts fields = new AttributeTexts()
        .put(SINCE, braking.since().toString())
        .put(SETS, String.join(SEPARATOR, braking.sets()))
        .put(SWITCHED, String.join(SEPARATOR, braking.switched()));
    braking.ended().ifPresent(over -> fields.put(OVER, over.toString()));
    return fields.toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static BrakeState read(AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
    return new BrakeState(
        Instant.parse(fields.get(SINCE)),
        fields.find(OVER).map(Instant::parse),
        names(fields, SETS),
        names(fields, SWITCHED));
  }

  private static SortedSet<String> names(AttributeTexts fields, String name) {
    return new TreeSet<>(
        fields.find(name).map(text -> List.of(text.split(SEPARATOR))).orElse(List.of()));
  }
}
