package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one read of several items found. Each item is read or unreadable by itself, so a broken item
 * costs nobody else an answer.
 *
 * @param found by their keys; an entry for each key that was asked and is readable
 * @param unreadable why the others cannot be read, by their keys
 */
public record ReadResults<K, V>(Map<K, V> found, Map<K, UnreadableItemException> unreadable) {
  public ReadResults {
    found = Map.copyOf(found);
    unreadable = Map.copyOf(unreadable);
  }

  /** All of them are readable. */
  public static <K, V> ReadResults<K, V> of(Map<K, V> found) {
    return new ReadResults<>(found, Map.of());
  }

  /** Reads the item of each of these keys. */
  public static <K, V> ReadResults<K, V> reading(Iterable<K> keys, Function<K, V> reader) {
    Map<K, V> found = new HashMap<>();
    Map<K, UnreadableItemException> unreadable = new HashMap<>();
    for (K key : keys) {
      try {
        found.put(key, reader.apply(key));
      } catch (UnreadableItemException broken) {
        unreadable.put(key, broken);
      }
    }
    return new ReadResults<>(found, unreadable);
  }

  /**
   * What is stored under a key that was asked.
   *
   * @throws UnreadableItemException when it cannot be read
   * @throws IllegalArgumentException when the key was not asked
   */
  public V get(K key) {
    if (unreadable.containsKey(key)) {
      throw unreadable.get(key);
    }
    return find(key)
        .orElseThrow(() -> new IllegalArgumentException("a key that was not asked about"));
  }

  /** What is stored under a key; empty when it cannot be read. */
  public Optional<V> find(K key) {
    return Optional.ofNullable(found.get(key));
  }

  /** Both together. */
  public ReadResults<K, V> and(ReadResults<K, V> other) {
    Map<K, V> all = new HashMap<>(found);
    all.putAll(other.found);
    Map<K, UnreadableItemException> allUnreadable = new HashMap<>(unreadable);
    allUnreadable.putAll(other.unreadable);
    return new ReadResults<>(all, allUnreadable);
  }
}
