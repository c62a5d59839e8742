package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.VerdictState;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is kept of erased addresses, in the table, and what a question about them costs. */
class TombstoneLookupTest {
  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(REQUESTS);
  private static final Tombstone ENDLESS =
      new Tombstone(VerdictState.SUPPRESSED, "INVALID_RECIPIENT", Optional.empty());
  private static final Tombstone BRIEF =
      new Tombstone(VerdictState.HELD, "POLICY", Optional.of(LocalDate.parse("2026-12-24")));

  private final String domain = UUID.randomUUID().toString().substring(0, 8) + ".example.com";
  private final EmailAddress bob = EmailAddress.of("bob@" + domain);
  private final Keys keys = new Keys("old key");
  private final DynamoDbDossierTable list =
      new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW), keys);
  private final DynamoDbErasure erasure =
      new DynamoDbErasure(TABLE.client(), TestTable.NAME, InstantSource.fixed(TestTable.NOW), keys);

  @Test
  void aQuestionCostsOneMoreRequestOnlyWhereTheDomainHasErasedAddresses() {
    assertThat(ask(bob)).isEmpty();
    assertThat(REQUESTS.count()).as("a domain without").isEqualTo(1);
    assertThat(keys.read).isZero();
    erasure.keep(bob, ENDLESS);
    REQUESTS.clear();

    assertThat(ask(bob)).containsEntry(bob, ENDLESS);
    assertThat(REQUESTS.reads()).as("a domain with").hasSize(2);
    assertThat(REQUESTS.count()).isEqualTo(2);
    assertThat(ask(EmailAddress.of("ann@" + domain))).isEmpty();
  }

  @Test
  void theTableDoesNotNameTheAddress() {
    erasure.keep(bob, ENDLESS);
    assertThat(TABLE.client().scan(scan -> scan.tableName(TestTable.NAME)).items())
        .noneMatch(item -> item.toString().contains("bob"));
  }

  @Test
  void theDomainNeverExpiresAndIsFoundByTheWalk() {
    erasure.keep(bob, BRIEF);
    assertThat(TABLE.item(Subject.domainOf(bob)))
        .containsKeys(DossierCodec.KEEP, DossierCodec.DOMAIN, DossierCodec.TOUCHED)
        .doesNotContainKey(DossierCodec.HOUR);
  }

  /** The new key is the first one; what is kept under the old one is found and replaced as before. */
  @Test
  void afterARotationBothKeysAreAsked() {
    EmailAddress ann = EmailAddress.of("ann@" + domain);
    erasure.keep(bob, BRIEF);
    keys.secrets = List.of("new key", "old key");
    erasure.keep(ann, ENDLESS);
    assertThat(ask(bob)).containsEntry(bob, BRIEF);
    assertThat(ask(ann)).containsEntry(ann, ENDLESS);
    erasure.keep(bob, ENDLESS);
    assertThat(ask(bob)).as("the graver of both").containsEntry(bob, ENDLESS);
    assertThat(erasure.forget(bob, domain(), false)).isTrue();
    assertThat(ask(bob)).as("neither is left").isEmpty();
    assertThat(ask(ann)).containsEntry(ann, ENDLESS);
  }

  @Test
  void withoutTheKeyThatADomainNamesNothingIsAnswered() {
    erasure.keep(bob, ENDLESS);
    keys.secrets = List.of("another key");
    assertThatThrownBy(() -> ask(bob)).isInstanceOf(TableUnavailableException.class);
    DynamoDbDossierTable unconfigured =
        new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW));
    assertThatThrownBy(() -> unconfigured.tombstones(List.of(bob), List.of(domain())))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("ErasureKeyArn");
  }

  private Map<EmailAddress, Tombstone> ask(EmailAddress address) {
    ReadResults<Subject, Dossier> read =
        list.read(Set.of(Subject.of(address), Subject.domainOf(address)));
    return list.tombstones(List.of(address), List.of(read.get(Subject.domainOf(address))));
  }

  private Dossier domain() {
    return list.read(Set.of(Subject.domainOf(bob))).get(Subject.domainOf(bob));
  }

  /** Keys in this order, which counts how often they are read. */
  private static final class Keys implements ErasureKeys {
    private List<String> secrets;
    private int read;

    Keys(String... secrets) {
      this.secrets = List.of(secrets);
    }

    @Override
    public boolean areConfigured() {
      return true;
    }

    @Override
    public List<ErasureKey> read(Set<String> ids) {
      read++;
      List<ErasureKey> all = secrets.stream().map(ErasureKey::of).toList();
      if (!all.stream().map(ErasureKey::id).toList().containsAll(ids)) {
        throw new TableUnavailableException("a key is missing");
      }
      return all;
    }
  }
}
