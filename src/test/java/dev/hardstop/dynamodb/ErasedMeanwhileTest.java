package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.Subject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** An item is erased, or expires, between the two requests of one write. */
class ErasedMeanwhileTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  private final Subject bob = Subject.parse("bob@contoso.example");
  private TestTable table;
  private DynamoDbClient client;
  private DynamoDbDossierTable erasing;

  @BeforeEach
  void open() {
    table = new TestTable();
    client = table.watchedBy(new EraseAfterEachRequest());
    erasing = new DynamoDbDossierTable(client, TestTable.NAME, InstantSource.fixed(TestTable.NOW));
  }

  @AfterEach
  void close() {
    client.close();
    table.close();
  }

  @Test
  void olderEvidenceFailsAndSucceedsWhenTriedAgain() {
    Observation older = bounce(bob, RULE, "2026-11-20T10:00:00Z");
    table.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));

    assertThatThrownBy(() -> erasing.observe(older))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(table.item(bob)).isEmpty();
    table.list().observe(older);

    assertThat(table.list().read(Set.of(bob)).get(bob))
        .isEqualTo(Dossier.empty(bob).with(older));
  }

  @Test
  void pruningCreatesNoItem() {
    table.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    for (int i = 0; i < 15; i++) {
      table.list().deliver(new DeliveryDay(bob, DAY.plusDays(i)));
    }
    erasing.deliver(new DeliveryDay(bob, DAY.plusDays(15)));

    assertThat(table.item(bob)).isEmpty();
  }

  private final class EraseAfterEachRequest implements ExecutionInterceptor {
    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes executionAttributes) {
      table.erase(bob);
    }
  }
}
