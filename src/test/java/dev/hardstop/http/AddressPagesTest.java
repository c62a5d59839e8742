package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPagesTest {
  private final ApiFunctions api = new ApiFunctions();
  private final RecordedMail recorded = new RecordedMail(api);

  @Test
  void theVerdictsOfADomainComeInPages() {
    for (int i = 0; i < 250; i++) {
      recorded.bounced("p" + i + "@contoso.com", "2026-11-24", "550 5.1.1 User unknown");
    }
    recorded.bounced("other@example.com", "2026-11-24", "550 5.1.1 User unknown");
    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String query = "domain=Contoso.com";
    while (true) {
      JsonNode answer = asked(query).json();
      assertThat(answer.path("domain").textValue()).isEqualTo("contoso.com");
      sizes.add(answer.path("addresses").size());
      answer.path("addresses").forEach(one -> {
        assertThat(one.path("suppressed").booleanValue()).isTrue();
        seen.add(one.path("address").textValue());
      });
      if (answer.path("next").isNull()) {
        break;
      }
      query = "domain=contoso.com&cursor=" + answer.path("next").textValue().replace(":", "%3A");
    }
    assertThat(sizes).containsExactly(99, 99, 52);
    assertThat(seen)
        .hasSize(250)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.endsWith("@contoso.com"));
  }

  @Test
  void anEntryIsTheVerdictThatTheAddressAloneGets() {
    recorded.bounced("gone@contoso.com", "2026-11-24", "550 5.1.1 User unknown");
    assertThat(asked("domain=contoso.com").json().path("addresses").get(0))
        .isEqualTo(api.check(HttpEvent.address("gone@contoso.com")).json());
  }

  @Test
  void aPageIsOneReadOfAHundredKeys() {
    List<Set<Subject>> reads = new ArrayList<>();
    ApiFunctions counting = new ApiFunctions(new ReadOnlyDossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        reads.add(subjects);
        return new InMemoryDossierTable().read(subjects);
      }
    });
    for (int i = 0; i < 100_000; i++) {
      counting.watched.addresses.add(EmailAddress.of("user" + i + "@gmail.com"));
    }
    counting.check(HttpEvent.get("/v1/addresses").query("domain=gmail.com"));
    assertThat(reads).hasSize(1);
    assertThat(reads.get(0)).hasSize(100).contains(new Subject.Domain("gmail.com"));
  }

  @Test
  void aDomainWithoutBouncesHasAnEmptyPage() {
    assertThat(asked("domain=b%C3%BCcher.example").body())
        .isEqualTo("{\"domain\":\"xn--bcher-kva.example\",\"addresses\":[],\"next\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "domain=",
        "domain",
        "cursor=1",
        "domain=a..b",
        "domain=a%",
        "domain=a&domain=b",
        "domain=contoso.com&cursor=example.com:3",
        "domain=contoso.com&limit=5",
        "address=a@b.example",
      })
  void anInvalidQueryStringIsABadRequest(String query) {
    HttpReply reply = asked(query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).doesNotContain("example.com:3", "a@b");
  }

  @Test
  void aLongQueryStringIsABadRequest() {
    assertThat(asked("domain=contoso.com" + "&".repeat(3_000)).status()).isEqualTo(400);
  }

  @Test
  void aPathWithoutAnAddressIsABadRequest() {
    HttpReply reply = api.check(HttpEvent.get("/v1/addresses/").query("domain=contoso.com"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("path");
  }

  @Test
  void anAddressWithAQueryIsStillRefused() {
    HttpReply reply = api.check(HttpEvent.address("bob@contoso.com").query("domain=contoso.com"));
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void onlyGetIsAnswered() {
    HttpReply reply = api.check(HttpEvent.post("/v1/addresses", "{}"));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  private HttpReply asked(String query) {
    return api.check(HttpEvent.get("/v1/addresses").query(query));
  }
}
