package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** DynamoDB Local always processes all keys, so its responses are changed before they are read. */
class UnprocessedKeysTest {
  private static final Throttle THROTTLE = new Throttle();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(THROTTLE);

  private final DossierTable list =
      new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW));

  @BeforeEach
  void clear() {
    THROTTLE.asked.clear();
  }

  @Test
  void unprocessedKeysAreRequestedAgain() {
    Set<Subject> subjects = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      Subject subject = Subject.parse("user" + i + "@contoso.example");
      subjects.add(subject);
      TABLE.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    THROTTLE.distort = Throttle::halfUnprocessed;

    Map<Subject, Dossier> dossiers = list.read(subjects).found();

    assertThat(dossiers).containsOnlyKeys(subjects);
    assertThat(dossiers.values())
        .allSatisfy(dossier -> assertThat(dossier.histories()).containsOnlyKeys(RULE));
    assertThat(THROTTLE.asked)
        .extracting(wanted -> wanted.keys().size())
        .containsExactly(40, 20, 10, 5, 2, 1);
    assertThat(THROTTLE.asked).allMatch(KeysAndAttributes::consistentRead);
  }

  @Test
  void aReadIsGivenUpWhenKeysStayUnprocessed() {
    Subject subject = Subject.parse("gone@contoso.example");
    THROTTLE.distort = Throttle::allUnprocessed;

    assertThatThrownBy(() -> list.read(Set.of(subject)))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessage("1 of 1 keys of a read are still unprocessed");
    assertThat(THROTTLE.asked).hasSize(6);
    assertThatThrownBy(() -> list.missing(Set.of(new DeliveryDay(subject, LocalDate.MIN))))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void anEmptyResponseIsAFailureAndNoEmptyDossier() {
    THROTTLE.distort = (wanted, answer) -> BatchGetItemResponse.builder().build();

    assertThatThrownBy(() -> list.read(Set.of(Subject.parse("gone@contoso.example"))))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void anInterruptEndsThePauses() {
    Thread.currentThread().interrupt();

    assertThat(new BatchRead.Backoff().pause()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Declares keys unprocessed and removes their items from the response. */
  private static final class Throttle implements ExecutionInterceptor {
    private final List<KeysAndAttributes> asked = new ArrayList<>();
    private BiFunction<KeysAndAttributes, BatchGetItemResponse, BatchGetItemResponse> distort;

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes executionAttributes) {
      BatchGetItemRequest request = (BatchGetItemRequest) context.request();
      KeysAndAttributes wanted = request.requestItems().get(TestTable.NAME);
      asked.add(wanted);
      return distort.apply(wanted, (BatchGetItemResponse) context.response());
    }

    static BatchGetItemResponse halfUnprocessed(
        KeysAndAttributes wanted, BatchGetItemResponse answer) {
      return unprocessed(wanted.keys().subList(0, wanted.keys().size() / 2), answer);
    }

    static BatchGetItemResponse allUnprocessed(
        KeysAndAttributes wanted, BatchGetItemResponse answer) {
      return unprocessed(wanted.keys(), answer);
    }

    private static BatchGetItemResponse unprocessed(
        List<Map<String, AttributeValue>> keys, BatchGetItemResponse answer) {
      List<Map<String, AttributeValue>> items = answer.responses().get(TestTable.NAME).stream()
          .filter(item -> !keys.contains(Map.of("subject", item.get("subject"))))
          .toList();
      Map<String, KeysAndAttributes> left = keys.isEmpty()
          ? Map.of()
          : Map.of(TestTable.NAME, KeysAndAttributes.builder().keys(keys).build());
      return answer.toBuilder()
          .responses(Map.of(TestTable.NAME, items))
          .unprocessedKeys(left)
          .build();
    }
  }
}
