package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The results of reading several items. Each item is readable or unreadable on its own, so an
 * unreadable one does not affect the others.
 *
 * @param found the readable items by their keys
 * @param unreadable why the other items cannot be read, by their keys
 */
public record ReadResults<K, V>(Map<K, V> found, Map<K, UnreadableItemException> unreadable) {
  public ReadResults {
    found = Map.copyOf(found);
    unreadable = Map.copyOf(unreadable);
  }

  /** Results that are all readable. */
  public static <K, V> ReadResults<K, V> of(Map<K, V> found) {
    return new ReadResults<>(found, Map.of());
  }

  /** Reads the item of each key. */
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
   * The item of a key.
   *
   * @throws UnreadableItemException if it cannot be read
   * @throws IllegalArgumentException if the key is not one of those that were read
   */
  public V get(K key) {
    if (unreadable.containsKey(key)) {
      throw unreadable.get(key);
    }
    return find(key).orElseThrow(() -> new IllegalArgumentException("the key was not read"));
  }

  /** The item of a key; empty if it cannot be read. */
  public Optional<V> find(K key) {
    return Optional.ofNullable(found.get(key));
  }

  /** Merges two results. */
  public ReadResults<K, V> and(ReadResults<K, V> other) {
    Map<K, V> all = new HashMap<>(found);
    all.putAll(other.found);
    Map<K, UnreadableItemException> allUnreadable = new HashMap<>(unreadable);
    allUnreadable.putAll(other.unreadable);
    return new ReadResults<>(all, allUnreadable);
  }
}
