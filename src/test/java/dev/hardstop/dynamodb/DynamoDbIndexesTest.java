package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.suppression.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbIndexesTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final DossierIndex index = new DynamoDbIndexes(TABLE.client(), TestTable.NAME);

  @Test
  void theAddressesOfADomainComeInPagesTheLastWrittenFirst() {
    written("2026-11-22", "ann", "bob");
    written("2026-11-24", "eve");
    written("2026-11-23", "", "joe");
    assertThat(pages(2))
        .containsExactly(List.of("eve", "joe"), List.of("bob"), List.of("ann"))
        .as("the page without the domain itself");
  }

  @Test
  void anUnknownDomainHasNoAddresses() {
    assertThat(index.addressesOf(domain, Optional.empty(), 10))
        .isEqualTo(new ResultPage<>(List.of(), Optional.empty()));
  }

  @Test
  void aPageIsOneRequest() {
    written("2026-11-24", "ann", "bob", "eve");
    RecordedRequests requests = new RecordedRequests();
    try (DynamoDbClient watched = TABLE.watchedBy(requests)) {
      new DynamoDbIndexes(watched, TestTable.NAME).addressesOf(domain, Optional.empty(), 2);
    }
    assertThat(requests.count()).isEqualTo(1);
  }

  @Test
  void aCursorMayBeUsedAgain() {
    written("2026-11-24", "ann", "bob", "eve");
    Optional<String> cursor = index.addressesOf(domain, Optional.empty(), 2).next();
    assertThat(cursor).isPresent();
    TABLE.erase(Subject.parse("bob@" + domain));
    assertThat(names(index.addressesOf(domain, cursor, 2))).containsExactly("ann");
  }

  @Test
  void theCursorOfEveryAddressIsAccepted() {
    String longest = "\"" + "\\\"".repeat(60) + "\"";
    String longDomain = ("x".repeat(60) + ".").repeat(3) + "example.com";
    for (String local : List.of(longest, "\"" + "\u00e9 ".repeat(20) + "\"", "a".repeat(64))) {
      String of = UUID.randomUUID() + "." + longDomain;
      for (String name : List.of(local, "zzz")) {
        TABLE.list().observe(bounce(Subject.parse(name + "@" + of), RULE, "2026-11-24T10:00:00Z"));
      }
      Optional<String> cursor = index.addressesOf(of, Optional.empty(), 1).next();
      assertThat(index.addressesOf(of, cursor, 1).items()).hasSize(1);
    }
  }

  @Test
  void theCursorOfAnotherDomainIsRejected() {
    written("2026-11-24", "ann", "bob", "eve");
    Optional<String> cursor = index.addressesOf(domain, Optional.empty(), 2).next();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.addressesOf("example.net", cursor, 2))
        .withMessageNotContaining("bob")
        .withMessageNotContaining(cursor.orElseThrow())
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-24",
        "2026-11-24#",
        "2026-11-24#bob",
        "2026-13-24#bob@example.com",
        "2026-11-24 bob@example.com",
        "2026-11-24#Bob@example.com",
        "2026-11-24# bob@example.com",
        "2026-11-24#bob@example.com@example.com",
        "2026-11-24#bob@sub.example.com",
        "2026-11-24#@example.org",
      })
  void aKeyThatIsNotOfTheDomainIsRejectedAsACursor(String key) {
    String cursor = Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.addressesOf("example.com", Optional.of(cursor), 2));
  }

  @Test
  void aCursorThatIsNotBase64OrTooLongIsRejected() {
    for (String cursor : List.of("***", "a b", "x".repeat(100_000))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> index.addressesOf("example.com", Optional.of(cursor), 2));
    }
  }

  @Test
  void thePagesOfAllDossiersHaveEachOfThemDomainsIncluded() {
    written("2026-11-22", "ann", "bob", "");
    written("2026-11-23", "eve");
    String other = UUID.randomUUID() + ".example.net";
    TABLE.list().observe(bounce(Subject.parse("joe@" + other), RULE, "2026-11-20T10:00:00Z"));
    assertThat(all(2))
        .contains("ann@" + domain, "bob@" + domain, "@" + domain, "eve@" + domain, "joe@" + other)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(all(1_000));
  }

  @Test
  void aDossierThatIsWrittenWhileTheyAreReadIsNotMissedWhereverThePageEnds() {
    written("2026-11-22", "ann", "bob", "eve", "joe", "zoe");
    for (String local : List.of("ann", "bob", "eve", "joe", "zoe")) {
      List<String> found = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        ResultPage<Subject> page = index.all(cursor, 1);
        page.items().forEach(subject -> found.add(subject.key()));
        if (found.contains("bob@" + domain)) {
          written("2026-11-25", local);
        }
        cursor = page.next();
      } while (cursor.isPresent());
      assertThat(found)
          .as(local)
          .contains("ann@" + domain, "bob@" + domain, "eve@" + domain, "joe@" + domain);
    }
  }

  @Test
  void anItemThatWasEditedByHandIsSkippedAndThePagesGoOn() {
    written("2026-11-22", "ann", "bob");
    Map<String, AttributeValue> item = new HashMap<>();
    for (String attribute : List.of("subject", "domain", "touched")) {
      item.put(attribute, AttributeValue.fromS("~edited " + domain));
    }
    TABLE.client().putItem(put -> put.tableName(TestTable.NAME).item(item));
    assertThat(all(1)).contains("ann@" + domain, "bob@" + domain);
    TABLE
        .client()
        .deleteItem(
            delete -> delete.tableName(TestTable.NAME).key(Map.of("subject", item.get("subject"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "***", "Ym9i", "CgoK", "YQpiCg", "YQpiCmMKZA"})
  void aTextThatIsNoCursorOfAllDossiersIsRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.all(Optional.of(text), 2))
        .withNoCause();
  }

  private List<String> all(int most) {
    List<String> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ResultPage<Subject> page = index.all(cursor, most);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(most);
      page.items().forEach(subject -> all.add(subject.key()));
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }

  private void written(String day, String... localParts) {
    DynamoDbDossierTable list = TABLE.listAt(Instant.parse(day + "T10:00:00Z"));
    for (String localPart : localParts) {
      list.observe(bounce(Subject.parse(localPart + "@" + domain), RULE, "2026-11-20T10:00:00Z"));
    }
  }

  private List<List<String>> pages(int most) {
    List<List<String>> pages = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ResultPage<Subject.Address> page = index.addressesOf(domain, cursor, most);
      if (!page.items().isEmpty()) {
        pages.add(names(page));
      }
      cursor = page.next();
    } while (cursor.isPresent());
    return pages;
  }

  private static List<String> names(ResultPage<Subject.Address> page) {
    return page.items().stream().map(subject -> subject.address().localPart()).toList();
  }
}
