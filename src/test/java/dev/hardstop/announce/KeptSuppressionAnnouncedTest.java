package dev.hardstop.announce;

import static dev.hardstop.announce.AnnouncedTable.NOBODY_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbErasure;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.OneErasureKey;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.VerdictState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the function publishes about an erased address whose suppression is kept. */
class KeptSuppressionAnnouncedTest {
  @RegisterExtension
  static final AnnouncedTable TABLE = new AnnouncedTable();

  private final String bob = "bob@" + UUID.randomUUID() + ".example.com";

  @Test
  void anErasureThatKeepsTheSuppressionPublishesNothingAndFreesNobody() throws IOException {
    ErasureKeys keys = new OneErasureKey();
    EmailAddress address = EmailAddress.of(bob);
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.announce();
    TABLE.topic.clear();
    DynamoDbErasure erasure =
        new DynamoDbErasure(TABLE.client(), TABLE.name(), InstantSource.system(), keys);
    erasure.keep(
        address, new Tombstone(VerdictState.SUPPRESSED, "INVALID_RECIPIENT", Optional.empty()));
    erasure.erase(address);
    List<ObjectNode> records = TABLE.records();
    assertThat(records).as("mark, tombstone, dossier").hasSize(3);
    Dossiers dossiers =
        new DynamoDbDossierTable(TABLE.client(), TABLE.name(), InstantSource.system(), keys);
    assertThat(TABLE.announce(records, dossiers)).hasToString("{\"batchItemFailures\":[]}");
    assertThat(TABLE.topic.requests()).isZero();

    TABLE.bounces(bob, "smtp; 554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org");
    TABLE.announce(TABLE.records(), dossiers);
    assertThat(TABLE.topic.requests()).as("it was suppressed and still is").isZero();

    Dossier domainDossier =
        dossiers.read(Set.of(Subject.domainOf(address))).get(Subject.domainOf(address));
    assertThat(erasure.forget(address, domainDossier, true)).isTrue();
    TABLE.isReleased(bob);
    TABLE.announce(TABLE.records(), dossiers);
    assertThat(TABLE.topic.events()).hasSize(1);
    assertThat(TABLE.topic.events().get(0).at("/data/after").asText()).isNotEqualTo("suppressed");
    assertThat(TABLE.failures.bodies()).isEmpty();
  }
}
