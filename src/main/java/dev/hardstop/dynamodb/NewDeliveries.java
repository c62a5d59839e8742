package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the deliveries that change the table, with one read of their dossiers and of the counted
 * recipients of their domains. The read is strongly consistent, so that a delivery that arrives after
 * the first bounce of its address was written finds the dossier.
 */
final class NewDeliveries<N extends DeliveryWrite> {
  private final Set<N> deliveries;
  private final Instant now;
  private final List<DeliveryDay> days;
  private final Map<String, List<RecipientDay>> recipients;

  /**
   * @param now the time that decides which days are still counted
   */
  NewDeliveries(Set<N> deliveries, Instant now) {
    this.deliveries = deliveries;
    this.now = now;
    days = only(DeliveryDay.class, deliveries);
    recipients = only(RecipientDay.class, deliveries).stream()
        .filter(recipient -> DeliveredRecipientsCodec.isRecent(recipient.day(), now))
        .collect(Collectors.groupingBy(RecipientDay::domain));
  }

  Set<N> in(BatchRead batches) {
    Map<String, Map<String, AttributeValue>> items = batches.consistent(keys(), attributes());
    Set<DeliveryWrite> missing = new HashSet<>();
    for (DeliveryDay day : days) {
      if (isMissing(day, items.get(day.subject().key()))) {
        missing.add(day);
      }
    }
    recipients.forEach((domain, asked) -> {
      Map<String, AttributeValue> item =
          items.getOrDefault(DeliveredRecipientsCodec.key(domain), Map.of());
      missing.addAll(missing(domain, item, asked));
    });
    return deliveries.stream().filter(missing::contains).collect(Collectors.toSet());
  }

  private Collection<RecipientDay> missing(
      String domain, Map<String, AttributeValue> item, List<RecipientDay> asked) {
    try {
      return DeliveredRecipientsCodec.read(domain, item, now).missing(asked);
    } catch (UnreadableItemException broken) {
      return asked;
    }
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    days.forEach(day -> keys.add(day.subject().key()));
    recipients.keySet().forEach(domain -> keys.add(DeliveredRecipientsCodec.key(domain)));
    return keys;
  }

  private Set<String> attributes() {
    Set<String> attributes = new HashSet<>(Set.of(DossierCodec.DELIVERED));
    recipients.values().stream()
        .flatMap(List::stream)
        .forEach(recipient -> attributes.add(DeliveredRecipientsCodec.day(recipient.day())));
    return attributes;
  }

  private static boolean isMissing(DeliveryDay day, Map<String, AttributeValue> item) {
    if (item == null) {
      return day.subject() instanceof Subject.Domain;
    }
    try {
      Dossier known = Dossier.empty(day.subject());
      for (LocalDate delivered : DossierCodec.delivered(day.subject(), item)) {
        known = known.withDelivery(delivered);
      }
      return !known.withDelivery(day.day()).delivered().equals(known.delivered());
    } catch (UnreadableItemException broken) {
      // The delivery cannot be compared, so it is written. If that write fails, no other write is
      // affected.
      return true;
    }
  }

  private static <T> List<T> only(Class<T> kind, Set<? extends DeliveryWrite> all) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
