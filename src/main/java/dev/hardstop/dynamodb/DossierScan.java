package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads all dossiers and tombstones of a table by a parallel Scan (DynamoDB developer guide, "Parallel
 * scan"), page by page. Internal items of Hardstop are left out. The command line uses this class with
 * the user's own permission; no function does.
 */
public final class DossierScan {
  /** The most items of a page, so that the pages of several threads take little memory. */
  private static final int MOST_ITEMS = 250;

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates a scan of this table. */
  public DossierScan(DynamoDbClient client, String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  /**
   * Returns the items of these domains, with every finished write. A domain that is not stored has an
   * item without attributes.
   *
   * @throws TableUnavailableException if the call fails
   */
  public Map<String, StoredItem> domains(Set<String> domains) {
    Map<String, Map<String, AttributeValue>> items = batches.consistent(
        domains.stream().map(domain -> new Subject.Domain(domain).key()).collect(toSet()));
    Map<String, StoredItem> stored = new HashMap<>();
    for (String domain : domains) {
      Subject subject = new Subject.Domain(domain);
      stored.put(
          domain,
          new StoredItem(Optional.of(subject), items.getOrDefault(subject.key(), Map.of())));
    }
    return stored;
  }

  /**
   * Returns a page of a segment, with every finished write. It has at most 250 items, and at most 1 MB
   * by DynamoDB's count.
   *
   * @param segment from 0 to {@code segments - 1}
   * @param cursor the {@link ScannedPage#next} of the page before; empty for the first page
   * @throws TableUnavailableException if the call fails
   */
  public ScannedPage page(int segment, int segments, Optional<String> cursor) {
    ScanRequest.Builder scan = ScanRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .limit(MOST_ITEMS)
        .segment(segment)
        .totalSegments(segments);
    cursor.ifPresent(key -> scan.exclusiveStartKey(DossierCodec.key(key)));
    ScanResponse response = client.scan(scan.build());
    return new ScannedPage(
        response.items().stream().flatMap(DossierScan::stored).toList(),
        Optional.ofNullable(response.lastEvaluatedKey().get(DossierCodec.SUBJECT))
            .map(AttributeValue::s));
  }

  private static Stream<StoredItem> stored(Map<String, AttributeValue> item) {
    String key = item.get(DossierCodec.SUBJECT).s();
    if (TombstoneCodec.isKey(key)) {
      return Stream.of(new StoredItem(Optional.empty(), item));
    }
    return IndexKeys.subject(item)
        .filter(subject -> subject.key().equals(key))
        .map(subject -> new StoredItem(Optional.of(subject), item))
        .stream();
  }

  /**
   * A page of a segment.
   *
   * @param next the cursor of the next page; empty on the last page. It is a key of the table and may
   *     contain an address
   */
  public record ScannedPage(List<StoredItem> items, Optional<String> next) {
    public ScannedPage {
      items = List.copyOf(items);
      requireNonNull(next, "next is null");
    }

    /** Omits the items and the cursor, which contain addresses. */
    @Override
    public String toString() {
      return "ScannedPage[" + items.size() + "]";
    }
  }

  /**
   * An item of the table.
   *
   * @param subject the subject of a dossier; empty for a {@linkplain dev.hardstop.suppression.Tombstone
   *     tombstone}
   * @param attributes the attributes as they are stored, described by {@link DossierCodec} and
   *     {@link TombstoneCodec}
   */
  public record StoredItem(Optional<Subject> subject, Map<String, AttributeValue> attributes) {
    public StoredItem {
      requireNonNull(subject, "subject is null");
      attributes = Map.copyOf(attributes);
    }

    /**
     * The dossier.
     *
     * @throws UnreadableItemException if it cannot be read
     * @throws IllegalStateException if it is a tombstone
     */
    public Dossier dossier() {
      return DossierCodec.read(
          subject.orElseThrow(() -> new IllegalStateException("a tombstone is not a dossier")),
          attributes);
    }

    /**
     * Returns whether this is the item of a domain with addresses that were erased and are still
     * suppressed. Their tombstones can only be found with the erasure key.
     */
    public boolean hasErased() {
      return attributes.containsKey(DossierCodec.HAS_ERASED);
    }

    /** Omits the attributes, which are personal data. */
    @Override
    public String toString() {
      return "StoredItem[" + subject + "]";
    }
  }
}
