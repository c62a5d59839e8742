package dev.hardstop.dynamodb;

import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far was read, as a map. */
final class ProgressMap {
  private static final String READ_TO = "readTo";
  private static final String BEGAN = "began";
  private static final String HOUR = "hour";
  private static final String SHARD = "shard";
  private static final String CURSOR = "cursor";

  private ProgressMap() {}

  static AttributeValue write(ReadProgress progress) {
    AttributeTexts fields = new AttributeTexts().put(READ_TO, progress.readTo().toString());
    progress.place().ifPresent(place -> {
      fields
          .put(BEGAN, place.began().toString())
          .put(HOUR, place.hour().toString())
          .put(SHARD, Integer.toString(place.shard()));
      place.cursor().ifPresent(cursor -> fields.put(CURSOR, cursor));
    });
    return fields.toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static ReadProgress read(AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
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
}
