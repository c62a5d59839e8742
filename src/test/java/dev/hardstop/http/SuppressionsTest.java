package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /v1/suppressions}. */
class SuppressionsTest {
  private static final String NOT_FOUND = "550 5.1.1 User unknown";

  private final ApiFunctions api = new ApiFunctions(SuppressionPolicy.standard());
  private final RecordedMail recorded = new RecordedMail(api);

  @BeforeEach
  void theTableHasOneOfEachState() {
    recorded.bounced("gone@contoso.com", "2026-11-20", NOT_FOUND);
    recorded.bounced("full@contoso.com", "2026-11-24", "552 5.2.2 Mailbox full");
    recorded.bounced("closed@example.org", "2026-06-01", "550 5.2.1 Mailbox disabled");
    recorded.bounced("ours@example.org", "2026-11-24", "550 5.7.1 Message rejected as spam");
    for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")) {
      recorded.bounced("slow@example.org", day, "450 4.4.1 Connection timed out");
    }
    recorded.bounced("slow@example.org", "2026-11-24", "450 4.4.1 Connection timed out");
    api.desk(HttpEvent.post(
        "/v1/suppress",
        "{\"subject\":\"@sold.example\",\"why\":\"sold\",\"until\":\"2026-12-01\"}"));
    api.watched.domains.add(new Subject.Domain("sold.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                         | @sold.example gone@contoso.com full@contoso.com closed@example.org slow@example.org",
        "state=suppressed         | @sold.example gone@contoso.com",
        "state=suppressed%2Cheld  | @sold.example gone@contoso.com slow@example.org",
        "state=recheck            | closed@example.org",
        "state=watched            | full@contoso.com",
        "state=clear              | ours@example.org",
        "reason=MANUAL            | @sold.example",
        "reason=INVALID_RECIPIENT,MAILBOX_FULL | gone@contoso.com full@contoso.com",
        "culprit=mailbox          | full@contoso.com",
        "domain=Contoso.com       | gone@contoso.com full@contoso.com",
        "domain=sold.example      | @sold.example",
        "domain=nobody.example    | ''",
        "since=2026-11-24         | @sold.example full@contoso.com",
        "until=2026-12-01         | @sold.example closed@example.org",
        "until=2026-11-30         | closed@example.org",
        "state=suppressed&domain=contoso.com&since=2026-11-20&reason=INVALID_RECIPIENT | gone@contoso.com",
        "state=suppressed&since=2026-11-25 | ''",
      })
  void eachFilterIsAboutTheFieldWithItsName(String query, String subjects) {
    assertThat(listed(query == null ? "" : query))
        .containsExactlyInAnyOrder(subjects.isEmpty() ? new String[0] : subjects.split(" "));
  }

  @Test
  void anEntryHasTheVerdictThatCheckGives() {
    JsonNode entry = asked("state=suppressed&domain=contoso.com").json().at("/suppressions/0");
    JsonNode verdict = api.results("gone@contoso.com").get(0);
    verdict.properties().forEach(field -> {
      if (!field.getKey().equals("address")) {
        assertThat(entry.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
      }
    });
    assertThat(entry.size()).isEqualTo(verdict.size());
  }

  @Test
  void anAddressIsJudgedTogetherWithItsDomain() {
    recorded.bounced("clear@sold.example", "2026-11-24", "550 5.7.1 Message rejected as spam");
    assertThat(listed("reason=MANUAL")).contains("@sold.example", "clear@sold.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=blocked       | clear, watched, recheck, held, suppressed",
        "state=held,         | clear, watched, recheck, held, suppressed",
        "state=Held          | clear, watched, recheck, held, suppressed",
        "reason=bounced      | INVALID_RECIPIENT",
        "reason=bounced      | COMPLAINT, DOMAIN_INCIDENT, MANUAL",
        "culprit=me          | address, domain, mailbox",
        "stream=newsletter   | No streams are listed",
        "since=yesterday     | 2027-01-31",
        "until=2026-02-30    | 2027-01-31",
        "domain=a..b         | such as contoso.com",
        "cursor=contoso.com:1 | same filters",
        "domain=contoso.com&cursor=all:1 | same filters",
        "states=held         | state, reason, culprit, domain, stream, since, until, cursor",
        "state=held&state=clear | twice",
      })
  void aFilterThatDoesNotExistIsA400ThatSaysWhatExists(String query, String detail) {
    HttpReply reply = asked(query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.detail()).contains(detail).doesNotContain("blocked", "bounced", "newsletter");
  }

  @Test
  void whatCannotBeReadIsListedWhateverTheFiltersAre() {
    api.list.makeUnreadable(Subject.parse("gone@contoso.com"));
    JsonNode entries = asked("state=held").json().path("suppressions");
    assertThat(entries.findValuesAsText("subject"))
        .containsExactlyInAnyOrder("gone@contoso.com", "slow@example.org");
    JsonNode entry = asked("state=held&domain=contoso.com").json().at("/suppressions/0");
    assertThat(entry.path("state").textValue()).isEqualTo("unreadable");
    assertThat(entry.path("suppressed").booleanValue()).isTrue();
    assertThat(entry.path("detail").textValue()).contains("cannot be read");
  }

  @Test
  void noAddressOfAnUnreadableDomainIsHidden() {
    api.list.makeUnreadable(Subject.parse("@contoso.com"));
    assertThat(asked("").json().path("suppressions").findValuesAsText("state"))
        .filteredOn("unreadable"::equals)
        .hasSize(2);
  }

  @Test
  void allPagesTogetherHaveEverySubjectAndAPageMayBeEmpty() {
    for (int i = 0; i < 1_200; i++) {
      recorded.bounced(
          "p" + i + "@example.net", "2026-11-24", "550 5.7.1 Message rejected as spam");
    }
    recorded.bounced("last@example.net", "2026-11-24", NOT_FOUND);
    List<Integer> sizes = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String query = "reason=INVALID_RECIPIENT&domain=example.net";
    int judged = 0;
    String cursor = "";
    do {
      JsonNode page = asked(query + cursor).json();
      List<String> subjects = page.path("suppressions").findValuesAsText("subject");
      sizes.add(subjects.size());
      seen.addAll(subjects);
      judged += page.path("judged").intValue();
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").textValue();
    } while (!cursor.isEmpty());
    assertThat(sizes).containsExactly(0, 0, 1);
    assertThat(seen).containsExactly("last@example.net");
    assertThat(judged).as("the addresses and their domain").isEqualTo(1_202);
  }

  /** The verdict on an address needs the dossier of its domain, so 500 addresses are 1,000 keys. */
  @Test
  void aPageReadsAThousandDossiersAtMost() {
    List<Set<Subject>> reads = new ArrayList<>();
    ApiFunctions counting = new ApiFunctions(new ReadOnlyDossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        reads.add(subjects);
        return new InMemoryDossierTable().read(subjects);
      }
    });
    for (int i = 0; i < 5_000; i++) {
      counting.watched.addresses.add(EmailAddress.of("user@d" + i + ".example"));
    }
    counting.desk(HttpEvent.get("/v1/suppressions"));
    assertThat(reads).hasSize(10).allMatch(keys -> keys.size() == 100);
  }

  @Test
  void onlyAnIamIdentityMayReadTheList() {
    assertThat(api.desk(HttpEvent.get("/v1/suppressions").unsigned()).status()).isEqualTo(403);
    HttpReply direct = HttpReply.of(api.desk, "{\"addresses\":[\"a@example.com\"]}".getBytes());
    assertThat(direct.response().toString()).contains("403");
  }

  @Test
  void whileTheTableIsUnavailableNothingIsListed() {
    ApiFunctions broken = new ApiFunctions(new UnavailableTable());
    broken.watched.addresses.add(EmailAddress.of("gone@contoso.com"));
    assertThat(broken.desk(HttpEvent.get("/v1/suppressions")).status()).isEqualTo(503);
  }

  private List<String> listed(String query) {
    return asked(query).json().path("suppressions").findValuesAsText("subject");
  }

  private HttpReply asked(String query) {
    return api.desk(HttpEvent.get("/v1/suppressions").query(query));
  }
}
