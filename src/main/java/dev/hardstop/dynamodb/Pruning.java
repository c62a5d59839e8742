package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.DELIVERED;
import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
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
 * Removes the parts of an item that its dossier no longer keeps. Writes only add to an item and return
 * it; if the item exceeds a limit, a second write removes the excess. Items therefore stay small, and
 * only some writes need a second one.
 */
final class Pruning {
  /** How many superfluous manual actions cause a pruning: as many as a dossier keeps of one kind. */
  private static final int SUPERFLUOUS_ACTIONS = Dossier.ACTIONS;

  /** How many superfluous days with a delivery cause a pruning. */
  private static final int SUPERFLUOUS_DAYS = 8;

  /** How many superfluous matches cause a pruning: at most one write in sixteen causes one. */
  private static final int SUPERFLUOUS_MATCHES = 16;

  /** How many superfluous wordings cause a pruning of their evidence. */
  private static final int SUPERFLUOUS_WORDINGS = 3;

  /**
   * The number of times of recording that are kept. An address that bounces at least weekly has only a
   * few; an address that bounces less often has one for each day.
   */
  private static final int KEPT_TIMES = 16;

  /**
   * How many superfluous times of recording cause a pruning. A pruning for another reason removes them
   * as well.
   */
  private static final int SUPERFLUOUS_TIMES = 48;

  /** The most attributes that one write removes, because the length of an expression is limited. */
  private static final int MOST_REMOVED = 100;

  private final DynamoDbClient client;
  private final String table;

  Pruning(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /**
   * Prunes the history of an observation. An unreadable history is left unchanged, so that recording
   * continues.
   */
  void matches(Observation observation, Map<String, AttributeValue> written) {
    String matches = DossierCodec.matches(observation.historyId());
    if (!written.containsKey(matches)) {
      // The write succeeded, even if the response does not show it.
      return;
    }
    SortedSet<RuleMatch> superfluous;
    try {
      superfluous = DossierCodec.matchesIn(written, observation.historyId());
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return;
    }
    RuleHistory.Limits limits = observation.limits();
    SortedSet<RuleMatch> kept = limits.newest(superfluous);
    superfluous.removeAll(kept);
    List<String> oldWordings = oldWordings(observation.historyId(), limits, written);
    List<String> oldTimes = superfluousTimes(written.keySet());
    if (superfluous.size() >= SUPERFLUOUS_MATCHES
        || oldWordings.size() >= SUPERFLUOUS_WORDINGS
        || oldTimes.size() >= SUPERFLUOUS_TIMES) {
      ItemUpdate update = new ItemUpdate();
      oldWordings.forEach(update::remove);
      oldTimes.stream().limit(MOST_REMOVED).forEach(update::remove);
      if (!superfluous.isEmpty()) {
        update.delete(matches, DossierCodec.write(superfluous));
      }
      // A match that was written in the meantime may be one of those that are kept.
      update.onlyIf(update.name(matches) + " = " + update.value(written.get(matches)));
      updateUnlessChanged(observation.subject(), update);
    }
  }

  private static List<String> oldWordings(
      String historyId, RuleHistory.Limits limits, Map<String, AttributeValue> item) {
    String prefix = DossierCodec.newest(historyId, "") + '#';
    Map<String, String> orders = new HashMap<>();
    item.forEach((name, evidence) -> {
      if (name.startsWith(prefix)
          && evidence.hasM()
          && evidence.m().containsKey(DossierCodec.ORDER)) {
        orders.put(name, evidence.m().get(DossierCodec.ORDER).s());
      }
    });
    Set<String> kept = limits.wordings(orders);
    return orders.keySet().stream()
        .filter(name -> !kept.contains(name))
        .limit(MOST_REMOVED)
        .toList();
  }

  /**
   * Returns the attributes with times of recording that are no longer needed: all but those of the
   * newest days.
   */
  private static List<String> superfluousTimes(Set<String> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(DossierCodec.RECORDED))
        .sorted(Comparator.reverseOrder())
        .skip(KEPT_TIMES)
        .toList();
  }

  /** Prunes the days with a delivery. */
  void delivered(Subject subject, Map<String, AttributeValue> written) {
    SortedSet<LocalDate> superfluous = DossierCodec.delivered(subject, written);
    if (superfluous.size() >= Dossier.DELIVERED_DAYS + SUPERFLUOUS_DAYS) {
      superfluous.removeAll(DossierCodec.read(subject, written).delivered());
      if (superfluous.size() >= SUPERFLUOUS_DAYS) {
        prune(subject, new ItemUpdate().deleteDays(DELIVERED, superfluous));
      }
    }
  }

  /** Prunes the manual actions. */
  void manualActions(Subject subject, Map<String, AttributeValue> written) {
    if (DossierCodec.countActions(written) >= Dossier.ACTIONS + SUPERFLUOUS_ACTIONS) {
      SortedSet<ManualAction> superfluous = DossierCodec.manualActions(subject, written);
      superfluous.removeAll(DossierCodec.read(subject, written).manualActions());
      if (superfluous.size() >= SUPERFLUOUS_ACTIONS) {
        ItemUpdate update = new ItemUpdate();
        superfluous.stream()
            .limit(MOST_REMOVED)
            .forEach(action -> update.remove(DossierCodec.action(action.id())));
        prune(subject, update);
      }
    }
  }

  /**
   * Reads a dossier. If it must never expire and the item still may, this method removes the expiry.
   */
  RecordedDossier readAndMark(
      Subject subject, Map<String, AttributeValue> item, Predicate<Dossier> neverExpires) {
    RecordedDossier recorded = DossierCodec.readRecorded(subject, item);
    if (!item.isEmpty()
        && !item.containsKey(DossierCodec.KEEP)
        && neverExpires.test(recorded.dossier())) {
      prune(subject, new ItemUpdate().with(Expiry.never()));
    }
    return recorded;
  }

  /**
   * Writes a pruning, which is a separate write because one expression cannot both ADD to and DELETE
   * from an attribute.
   */
  private void prune(Subject subject, ItemUpdate update) {
    update.onlyIf("attribute_exists(" + update.name(SUBJECT) + ")");
    updateUnlessChanged(subject, update);
  }

  private void updateUnlessChanged(Subject subject, ItemUpdate update) {
    try {
      client.updateItem(update.of(table, subject).build());
    } catch (ConditionalCheckFailedException changedOrErasedMeanwhile) {
      // The next write prunes the item, if it still exists. This write must not create it.
    }
  }
}
