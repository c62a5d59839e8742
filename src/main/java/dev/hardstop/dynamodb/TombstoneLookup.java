package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.ErasureKeys.ErasureKey;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks up tombstones under each erasure key that the domain of an address names. If no domain names
 * any, the keys are not read.
 */
final class TombstoneLookup {
  private final BatchRead batches;
  private final ErasureKeys keys;

  TombstoneLookup(BatchRead batches, ErasureKeys keys) {
    this.batches = requireNonNull(batches, "batches is null");
    this.keys = requireNonNull(keys, "keys is null");
  }

  /** Returns the tombstones by address. Addresses without a tombstone are left out. */
  Map<EmailAddress, Tombstone> of(Collection<EmailAddress> addresses, Collection<Dossier> domains) {
    Map<String, SortedSet<String>> byDomain = new HashMap<>();
    SortedSet<String> ids = new TreeSet<>();
    domains.forEach(domain -> {
      if (!domain.erasures().keys().isEmpty()) {
        byDomain.put(domain.subject().domain(), domain.erasures().keys());
        ids.addAll(domain.erasures().keys());
      }
    });
    List<EmailAddress> asked =
        addresses.stream().filter(it -> byDomain.containsKey(it.domain())).toList();
    if (asked.isEmpty()) {
      return Map.of();
    }
    Map<String, EmailAddress> names = new HashMap<>();
    for (ErasureKey key : keys.read(ids)) {
      asked.stream()
          .filter(it -> byDomain.get(it.domain()).contains(key.id()))
          .forEach(it -> names.put(TombstoneCodec.key(it, key.secret()), it));
    }
    return read(names);
  }

  private Map<EmailAddress, Tombstone> read(Map<String, EmailAddress> names) {
    Map<String, Map<String, AttributeValue>> items = batches.consistent(Set.copyOf(names.keySet()));
    Map<EmailAddress, Tombstone> found = new HashMap<>();
    items.forEach((name, item) -> found.merge(names.get(name), readable(item), Tombstone::graver));
    return found;
  }

  /**
   * Reads a tombstone. It was written because the address was suppressed, so an unreadable tombstone
   * still suppresses the address.
   */
  private static Tombstone readable(Map<String, AttributeValue> item) {
    try {
      return TombstoneCodec.read(item);
    } catch (UnreadableItemException unreadable) {
      return Tombstone.UNREADABLE;
    }
  }
}
