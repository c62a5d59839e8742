package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierItem.DELIVERED;
import static dev.hardstop.dynamodb.DossierItem.SUBJECT;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.HistoryLimits;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Removes from an item what its dossier no longer keeps, when a write returned an item that has too
 * much of it. Writes only add; so an item stays small at the price of one further write now and then.
 */
final class Pruning {
  /** Acts are pruned when there are as many again as a dossier keeps of one kind. */
  private static final int SUPERFLUOUS_ACTS = Dossier.ACTS;

  /** How many superfluous days with a delivery cause a pruning. */
  private static final int SUPERFLUOUS_DAYS = 8;

  /** How many superfluous sightings cause a pruning: at most one write in sixteen is followed by one. */
  private static final int SUPERFLUOUS_SIGHTINGS = 16;

  /** How many superfluous wordings cause a pruning of their evidence. */
  private static final int SUPERFLUOUS_WORDINGS = 3;

  /** How many superfluous times of recording cause a pruning; another pruning removes them as well. */
  private static final int SUPERFLUOUS_TIMES = 48;

  /** So many attributes are removed at once at most: an expression has a greatest length. */
  private static final int MOST_REMOVED = 100;

  private final DynamoDbClient client;
  private final String table;

  Pruning(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Prunes the trace of an observation. What cannot be read stays: recording goes on. */
  void sightings(Observation observation, Map<String, AttributeValue> written) {
    String seen = DossierItem.seen(observation.historyId());
    if (!written.containsKey(seen)) {
      // The write is done, whatever the answer leaves out.
      return;
    }
    SortedSet<RuleMatch> superfluous;
    try {
      superfluous = DossierItem.readSightings(written.get(seen));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return;
    }
    HistoryLimits limits = HistoryLimits.of(observation.historyId());
    SortedSet<RuleMatch> kept = limits.newest(superfluous);
    superfluous.removeAll(kept);
    List<String> oldWords = oldWords(observation.historyId(), limits, written);
    List<String> oldTimes = RecordingTimes.superfluous(written.keySet());
    if (superfluous.size() >= SUPERFLUOUS_SIGHTINGS
        || oldWords.size() >= SUPERFLUOUS_WORDINGS
        || oldTimes.size() >= SUPERFLUOUS_TIMES) {
      ItemUpdate update = new ItemUpdate();
      oldWords.forEach(update::remove);
      oldTimes.stream().limit(MOST_REMOVED).forEach(update::remove);
      if (!superfluous.isEmpty()) {
        update.delete(seen, DossierItem.sightings(superfluous));
      }
      // What came meanwhile may be what is kept.
      update.onlyIf(update.name(seen) + " = " + update.value(written.get(seen)));
      updateUnlessChanged(observation.subject(), update);
    }
  }

  private static List<String> oldWords(
      String historyId, HistoryLimits limits, Map<String, AttributeValue> item) {
    String prefix = DossierItem.last(historyId, "") + '#';
    Map<String, String> orders = new HashMap<>();
    item.forEach((name, evidence) -> {
      if (name.startsWith(prefix)
          && evidence.hasM()
          && evidence.m().containsKey(EvidenceMap.ORDER)) {
        orders.put(name, evidence.m().get(EvidenceMap.ORDER).s());
      }
    });
    Set<String> kept = limits.wordings(orders);
    return orders.keySet().stream()
        .filter(name -> !kept.contains(name))
        .limit(MOST_REMOVED)
        .toList();
  }

  /** Prunes the days with a delivery. */
  void delivered(Subject subject, Map<String, AttributeValue> written) {
    SortedSet<LocalDate> superfluous = DossierItem.delivered(subject, written);
    if (superfluous.size() >= Dossier.DELIVERED_DAYS + SUPERFLUOUS_DAYS) {
      superfluous.removeAll(DossierItem.read(subject, written).delivered());
      if (superfluous.size() >= SUPERFLUOUS_DAYS) {
        prune(subject, new ItemUpdate().deleteDays(DELIVERED, superfluous));
      }
    }
  }

  /** Prunes what persons did. */
  void manualActions(Subject subject, Map<String, AttributeValue> written) {
    if (DossierItem.countActs(written) >= Dossier.ACTS + SUPERFLUOUS_ACTS) {
      SortedSet<ManualAction> superfluous = DossierItem.manualActions(subject, written);
      superfluous.removeAll(DossierItem.read(subject, written).manualActions());
      if (superfluous.size() >= SUPERFLUOUS_ACTS) {
        ItemUpdate update = new ItemUpdate();
        superfluous.stream()
            .limit(MOST_REMOVED)
            .forEach(action -> update.remove(DossierItem.action(action.id())));
        prune(subject, update);
      }
    }
  }

  /** The dossier that an item holds; where it is to be kept, the item stays for good from now on. */
  RecordedDossier kept(
      Subject subject, Map<String, AttributeValue> item, Predicate<Dossier> isKept) {
    RecordedDossier recorded = RecordingTimes.dossier(subject, item);
    if (!item.isEmpty() && !item.containsKey(DossierItem.KEEP) && isKept.test(recorded.dossier())) {
      prune(subject, new ItemUpdate().with(Expiry.never()));
    }
    return recorded;
  }

  /** A write of its own: ADD and DELETE of one attribute cannot share an expression. */
  private void prune(Subject subject, ItemUpdate update) {
    update.onlyIf("attribute_exists(" + update.name(SUBJECT) + ")");
    updateUnlessChanged(subject, update);
  }

  private void updateUnlessChanged(Subject subject, ItemUpdate update) {
    try {
      client.updateItem(update.of(table, subject).build());
    } catch (ConditionalCheckFailedException changedOrErasedMeanwhile) {
      // Pruning can wait for the next write, and it must not make a new item.
    }
  }
}
