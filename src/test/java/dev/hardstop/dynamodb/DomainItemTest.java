package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of a domain: what is written, and which parts must be readable. */
class DomainItemTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject everyone = new Subject.Domain(domain);

  @Test
  void anIncidentIsAMapOfStrings() {
    Incident lasting = incident("i1", Optional.empty());
    Incident well = incident("i1", ending());
    Incident next = new Incident(
        "i2", DAY.plusDays(9), Instant.parse("2026-11-30T10:00:00Z"), Optional.empty());
    TABLE.slot().put(domain, Optional.empty(), lasting);
    assertThat(TABLE.item(everyone).get("incident").m())
        .isEqualTo(Map.of(
            "id", text("i1"), "from", text("2026-11-20"), "opened", text("2026-11-21T10:00:00Z")));
    TABLE.slot().put(domain, Optional.of(lasting), well);
    TABLE.slot().put(domain, Optional.of(well), next);

    Map<String, AttributeValue> item = TABLE.item(everyone);
    assertThat(item)
        .containsOnlyKeys(
            "subject", "domain", "touched", "hour", "incident", "incident#i1", "expiresAt", "keep");
    assertThat(item.get("incident").m()).containsEntry("id", text("i2"));
    assertThat(item.get("incident#i1").m())
        .isEqualTo(Map.of(
            "id", text("i1"),
            "from", text("2026-11-20"),
            "opened", text("2026-11-21T10:00:00Z"),
            "ended", text("2026-11-25T10:00:00Z"),
            "endedWell", text("true"),
            "through", text("2026-11-22")));
  }

  @Test
  void anUnreadableIncidentIsNeverIgnored() {
    TABLE.slot().put(domain, Optional.empty(), incident("i1", ending()));
    Map<String, AttributeValue> whole = TABLE.item(everyone).get("incident").m();
    for (String attribute : List.of("incident", "incident#i0")) {
      for (String part : whole.keySet()) {
        Map<String, AttributeValue> broken = new HashMap<>(whole);
        broken.put(part, AttributeValue.fromN("1"));
        expectUnreadable(attribute, AttributeValue.fromM(broken));
        broken.remove(part);
        expectUnreadable(attribute, AttributeValue.fromM(broken));
      }
      expectUnreadable(attribute, text("SECRET"));
      TABLE.set(everyone, attribute, AttributeValue.fromM(whole));
    }
  }

  @Test
  void excludedDaysAreAMapOfStrings() {
    TABLE
        .list()
        .addAction(
            everyone,
            new ManualAction.ExcludeDays(
                "w1",
                "desk",
                "their server was ill",
                Instant.parse("2026-11-24T10:00:00Z"),
                DAY,
                DAY.plusDays(1),
                Set.of(BounceReason.ACCESS_DENIED, BounceReason.INVALID_RECIPIENT)));

    assertThat(TABLE.item(everyone).get("action#w1").m())
        .isEqualTo(Map.of(
            "kind", text("excluded-days"),
            "who", text("desk"),
            "why", text("their server was ill"),
            "at", text("2026-11-24T10:00:00Z"),
            "from", text("2026-11-20"),
            "to", text("2026-11-21"),
            "reasons", text("INVALID_RECIPIENT,ACCESS_DENIED")));
  }

  @Test
  void unreadableExcludedDaysAreNeverIgnored() {
    Map<String, AttributeValue> whole = Map.of(
        "kind", text("excluded-days"),
        "at", text("2026-11-24T10:00:00Z"),
        "from", text("2026-11-20"),
        "to", text("2026-11-21"),
        "reasons", text("ACCESS_DENIED"));
    TABLE.set(everyone, "action#w1", AttributeValue.fromM(whole));
    assertThat(TABLE.list().read(Set.of(everyone)).get(everyone).manualActions())
        .hasSize(1);
    Map.of("from", "2026-11-22", "to", "SECRET", "reasons", "ACCESS_DENIED,SECRET")
        .forEach((part, text) -> {
          Map<String, AttributeValue> broken = new HashMap<>(whole);
          broken.put(part, text(text));
          expectUnreadable("action#w1", AttributeValue.fromM(broken));
        });
  }

  @Test
  void recipientsAreASetOfHashesForEachDayInAnItemOfTheirOwn() {
    TABLE.list().count(new DeliveredOnDay(domain, DAY, Set.of("AAAAAAAA", "BBBBBBBB")));

    Map<String, AttributeValue> item = TABLE.item("@" + domain + "~delivered");
    assertThat(item).containsOnlyKeys("subject", "day#2026-11-20", "expiresAt");
    assertThat(item.get("day#2026-11-20").ss()).containsExactlyInAnyOrder("AAAAAAAA", "BBBBBBBB");
    assertThat(TABLE.item(everyone)).isEmpty();
  }

  @Test
  void noSubjectHasTheKeyOfTheItemOfRecipients() {
    for (String key : List.of("@contoso.com~delivered", "bob@contoso.com~delivered")) {
      assertThatThrownBy(() -> Subject.parse(key)).isInstanceOf(InvalidAddressException.class);
    }
    assertThat(Subject.parse("\"@contoso.com~delivered\"@contoso.com").key()).startsWith("\"");
  }

  @Test
  void daysThatAreNotKeptAreNeitherNewsNorCounted() {
    for (LocalDate day : List.of(
        LocalDate.parse("2026-11-10"),
        LocalDate.parse("2026-11-26"),
        LocalDate.parse("2036-01-01"))) {
      assertThat(TABLE.list().missing(Set.of(new RecipientDay(domain, day, "AAAAAAAA"))))
          .isEmpty();
      TABLE.list().count(new DeliveredOnDay(domain, day, Set.of("AAAAAAAA")));
    }
    assertThat(TABLE.item("@" + domain + "~delivered")).isEmpty();
    for (LocalDate day : List.of(LocalDate.parse("2026-11-11"), LocalDate.parse("2026-11-25"))) {
      assertThat(TABLE.list().missing(Set.of(new RecipientDay(domain, day, "AAAAAAAA"))))
          .hasSize(1);
    }
  }

  @Test
  void unreadableRecipientsAreNeverIgnored() {
    TABLE.list().count(new DeliveredOnDay(domain, DAY, Set.of("AAAAAAAA")));
    for (String attribute : List.of("day#2026-11-20", "day#SECRET")) {
      setOfRecipients(attribute, text("SECRET"));
      assertThatThrownBy(() -> TABLE.list().delivered(Set.of(domain)).get(domain))
          .isInstanceOf(UnreadableItemException.class)
          .hasNoCause()
          .hasMessageContaining(domain);
      setOfRecipients("day#2026-11-20", AttributeValue.fromSs(List.of("AAAAAAAA")));
    }
  }

  private void setOfRecipients(String attribute, AttributeValue value) {
    TABLE
        .client()
        .updateItem(update -> update
            .tableName(TestTable.NAME)
            .key(DossierCodec.key("@" + domain + "~delivered"))
            .updateExpression("SET #a = :v")
            .expressionAttributeNames(Map.of("#a", attribute))
            .expressionAttributeValues(Map.of(":v", value)));
  }

  private void expectUnreadable(String attribute, AttributeValue broken) {
    TABLE.set(everyone, attribute, broken);
    assertThatThrownBy(() -> TABLE.list().read(Set.of(everyone)).get(everyone))
        .isInstanceOf(UnreadableItemException.class)
        .hasNoCause()
        .hasMessageContaining(attribute)
        .hasMessageNotContaining("SECRET");
  }

  private static Incident incident(String id, Optional<Incident.Ending> ending) {
    return new Incident(id, DAY, Instant.parse("2026-11-21T10:00:00Z"), ending);
  }

  private static Optional<Incident.Ending> ending() {
    return Optional.of(new Incident.Ending(
        Instant.parse("2026-11-25T10:00:00Z"), true, LocalDate.parse("2026-11-22")));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
