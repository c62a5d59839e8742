package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import dev.hardstop.watchstate.SesListStateStore;
import dev.hardstop.watchstate.SesListStateStore.FirstReconciliation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The state of SES's suppression list in the item {@code ~ses-list}, and the addresses of each page of
 * the list in an item of its own. {@link SesListStateCodec} describes them.
 */
@Singleton
public final class DynamoDbSesListState implements SesListStateStore, FirstReconciliation {
  /** How long pages are kept. A reconciliation that takes longer is restarted. */
  private static final Duration PAGES_KEPT = Duration.ofDays(7);

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates an instance for this table. */
  @Inject
  public DynamoDbSesListState(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public SesListState read() {
    return SesListStateCodec.read(batches
        .consistent(Set.of(SesListStateCodec.STATE))
        .getOrDefault(SesListStateCodec.STATE, Map.of()));
  }

  @Override
  public boolean hasEnded() {
    return read().mayChangeList();
  }

  @Override
  public boolean replace(Optional<SesListProgress> before, SesListProgress after) {
    ItemUpdate update = new ItemUpdate();
    String written = update.value(SesListStateCodec.write(after));
    if (after.ended().isPresent()) {
      update.set(update.name(SesListStateCodec.LAST), written).remove(SesListStateCodec.CURRENT);
      if (after.follows()) {
        String adopted = update.name(SesListStateCodec.ADOPTED);
        AttributeValue began = AttributeValue.fromS(after.began().toString());
        update.set(adopted, "if_not_exists(" + adopted + ", " + update.value(began) + ")");
      }
    } else {
      update.set(update.name(SesListStateCodec.CURRENT), written);
    }
    return update.onlyIf(isCurrent(update, before)).writeTo(client, table, SesListStateCodec.STATE);
  }

  @Override
  public void discard(SesListProgress current) {
    ItemUpdate update = new ItemUpdate().remove(SesListStateCodec.CURRENT);
    update
        .onlyIf(isCurrent(update, Optional.of(current)))
        .writeTo(client, table, SesListStateCodec.STATE);
  }

  private static String isCurrent(ItemUpdate update, Optional<SesListProgress> before) {
    String current = update.name(SesListStateCodec.CURRENT);
    return before
        .map(it -> current + "." + update.name(SesListStateCodec.BEGAN) + " = "
            + update.value(AttributeValue.fromS(it.began().toString())) + " AND " + current + "."
            + update.name(SesListStateCodec.STEP) + " = "
            + update.value(AttributeValue.fromS(Integer.toString(it.step()))))
        .orElse("attribute_not_exists(" + current + ")");
  }

  @Override
  public void saveListed(SesListProgress of, int page, ListedAddresses addresses) {
    ItemUpdate update = new ItemUpdate();
    set(update, SesListStateCodec.BEGAN, AttributeValue.fromS(of.began().toString()));
    set(update, SesListStateCodec.HASHES, SesListStateCodec.write(addresses));
    long expiry = of.began().plus(PAGES_KEPT).getEpochSecond();
    set(update, DossierCodec.EXPIRES_AT, AttributeValue.fromN(Long.toString(expiry)));
    client.updateItem(update.of(table, SesListStateCodec.pageKey(page)).build());
  }

  private static void set(ItemUpdate update, String attribute, AttributeValue value) {
    update.set(update.name(attribute), update.value(value));
  }

  @Override
  public Optional<ListedAddresses> listed(SesListProgress of) {
    List<ListedAddresses> pages = new ArrayList<>();
    for (int from = 0; from < of.pages(); from += BatchRead.MOST_KEYS) {
      Set<String> keys = new LinkedHashSet<>();
      for (int page = from; page < Math.min(from + BatchRead.MOST_KEYS, of.pages()); page++) {
        keys.add(SesListStateCodec.pageKey(page));
      }
      batches
          .consistent(keys)
          .values()
          .forEach(item -> SesListStateCodec.readPage(item, of).ifPresent(pages::add));
    }
    return pages.size() == of.pages()
        ? Optional.of(ListedAddresses.union(pages))
        : Optional.empty();
  }

  @Override
  public void save(SesAccountCheck check) {
    ItemUpdate update = new ItemUpdate();
    set(update, SesListStateCodec.CHECK, SesListStateCodec.write(check));
    update.writeTo(client, table, SesListStateCodec.STATE);
  }
}
