package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckHandlerTest {
  private final ApiFunctions api = new ApiFunctions();

  @Test
  void resultsAreInTheOrderOfTheQuestion() {
    List<String> asked = IntStream.range(0, 1_000)
        .mapToObj(i -> i * 7919 % 1_000 + "@example.com")
        .toList();
    JsonNode results = api.results(asked.toArray(String[]::new));
    List<String> answered = new ArrayList<>();
    results.forEach(result -> answered.add(result.path("address").textValue()));
    assertThat(answered).isEqualTo(asked);
  }

  @Test
  void aThousandAddressesAreReadByTheHundredAndTheirDomainOnce() {
    List<Set<Subject>> reads = new ArrayList<>();
    ApiFunctions counting = new ApiFunctions(new ReadOnlyDossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        reads.add(subjects);
        return new InMemoryDossierTable().read(subjects);
      }
    });
    counting.results(
        IntStream.range(0, 1_000).mapToObj(i -> i % 500 + "@example.com").toArray(String[]::new));
    assertThat(reads).extracting(Set::size).containsExactly(100, 100, 100, 100, 100, 1);
    assertThat(reads.stream().flatMap(Set::stream))
        .doesNotHaveDuplicates()
        .contains(new Subject.Domain("example.com"));
  }

  @Test
  void moreThanAThousandAddressesAreTooMany() {
    String question = ApiFunctions.question(Collections.nCopies(1_001, "bob@example.com"));
    HttpReply reply = api.check(HttpEvent.post("/v1/check", question));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.detail()).contains("1000");
  }

  @Test
  void anAddressAskedTwiceIsAnsweredTwice() {
    JsonNode results = api.results("bob@example.com", "Bob@example.com", "bob@example.com");
    assertThat(results).hasSize(3);
    assertThat(results.get(0)).isEqualTo(results.get(2));
  }

  @Test
  void aResultHasTheAddressAsAskedAndItsCanonicalForm() {
    JsonNode results = api.results("Bob@Bücher.example", "Bob <bob@example.com>", "a@example.com");
    assertThat(results.get(0).path("address").textValue()).isEqualTo("Bob@Bücher.example");
    assertThat(results.get(0).path("canonical").textValue()).isEqualTo("bob@xn--bcher-kva.example");
    assertThat(results.get(1).path("address").textValue()).isEqualTo("Bob <bob@example.com>");
    assertThat(results.get(1).path("canonical").textValue()).isEqualTo("bob@example.com");
    assertThat(results.get(2).has("canonical")).isFalse();
  }

  @Test
  void anInvalidAddressIsSuppressedAndTheOthersAreAnswered() {
    JsonNode results = api.results("bob@example.com", "nobody", "", "<>", "eve@example.com");
    assertThat(results.get(1).path("address").textValue()).isEqualTo("nobody");
    assertThat(results.get(1).path("state").textValue()).isEqualTo("invalid");
    assertThat(results.get(1).path("suppressed").booleanValue()).isTrue();
    assertThat(results.get(1).path("detail").textValue()).isNotEmpty();
    assertThat(results.get(2).path("suppressed").booleanValue()).isTrue();
    assertThat(results.get(3).path("suppressed").booleanValue()).isTrue();
    assertThat(results.get(0).path("state").textValue()).isEqualTo("clear");
    assertThat(results.get(4).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void invalidAddressesAreAnsweredWithoutTheTable() {
    JsonNode results =
        new ApiFunctions(new UnavailableTable()).results("nobody", "a b@example.com");
    assertThat(results).hasSize(2);
  }

  @Test
  void anAddressWithAMisplacedDotIsAnAddress() {
    JsonNode results = api.results("foo..bar@example.jp", "\"foo..bar\"@example.jp");
    assertThat(results.get(0).path("state").textValue()).isEqualTo("clear");
    assertThat(results.get(0).path("canonical").textValue()).isEqualTo("\"foo..bar\"@example.jp");
    assertThat(results.get(1).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void onlyTheBeginningOfALongTextIsRepeated() {
    String text = "x".repeat(10_000) + "@example.com";
    JsonNode result = api.results(text).get(0);
    assertThat(result.path("state").textValue()).isEqualTo("invalid");
    assertThat(result.path("address").textValue()).isEqualTo("x".repeat(1_000) + "…");
  }

  @Test
  void quotedAddressesAndAddressLiteralsAreAddresses() {
    JsonNode results = api.results("\"a b\"@example.com", "postmaster@[192.0.2.1]");
    assertThat(results.get(0).path("state").textValue()).isEqualTo("clear");
    assertThat(results.get(1).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void aLoneSurrogateDoesNotBreakTheAnswer() {
    HttpReply reply = api.check(HttpEvent.post(
        "/v1/check", "{\"addresses\":[\"\\ud800@example.com\",\"a\\u0000b@example.com\"]}"));
    assertThat(reply.status()).isEqualTo(200);
    JsonNode results = reply.json().path("results");
    assertThat(results.get(0).path("address").textValue()).isEqualTo("\ufffd@example.com");
    assertThat(results.get(0).path("state").textValue()).isEqualTo("invalid");
    assertThat(results.get(1).path("address").textValue()).isEqualTo("a\0b@example.com");
    assertThat(results.get(1).path("state").textValue()).isEqualTo("invalid");
  }

  @Test
  void charactersOutsideTheBasicPlaneAreKept() {
    JsonNode result = api.results("\ud83d\udce7@example.com").get(0);
    assertThat(result.path("address").textValue()).isEqualTo("\ud83d\udce7@example.com");
  }

  @Test
  void anEmptyListHasNoResults() {
    HttpReply reply = api.check(HttpEvent.post("/v1/check", "{\"addresses\":[]}"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"results\":[]}");
  }

  @Test
  void aBodyInBase64IsDecoded() {
    byte[] body = "{\"addresses\":[\"jürgen@example.com\"]}".getBytes(StandardCharsets.UTF_8);
    HttpReply reply = api.check(HttpEvent.of("POST", "/v1/check").base64(body));
    assertThat(reply.json().path("results").get(0).path("address").textValue())
        .isEqualTo("jürgen@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "\"bob@example.com\"",
        "{\"addresses\":[\"bob@example.com\"]",
        "{\"addresses\":[\"bob@example.com\"]} more",
        "{}",
        "{\"addresses\":null}",
        "{\"addresses\":\"bob@example.com\"}",
        "{\"addresses\":{\"0\":\"bob@example.com\"}}",
        "{\"addresses\":[\"bob@example.com\",5]}",
        "{\"addresses\":[null]}",
        "{\"addresses\":[[\"bob@example.com\"]]}",
        "{\"address\":[\"bob@example.com\"]}",
        "{\"addresses\":[\"bob@example.com\"],\"more\":1}",
        "{\"addresses\":[],\"addresses\":[\"bob@example.com\"]}",
      })
  void anInvalidBodyIsABadRequestThatRepeatsNothingOfIt(String body) {
    HttpReply reply = api.check(HttpEvent.post("/v1/check", body));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).doesNotContain("bob@");
  }

  @Test
  void theProblemNamesTheEntryThatIsNotAText() {
    HttpReply reply =
        api.check(HttpEvent.post("/v1/check", "{\"addresses\":[\"a@example.com\",5]}"));
    assertThat(reply.detail()).contains("addresses[1]");
  }

  @Test
  void deepNestingIsABadRequest() {
    String deep = "{\"addresses\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(api.check(HttpEvent.post("/v1/check", deep)).status()).isEqualTo(400);
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() {
    String body = "{\"addresses\":[\"" + "x".repeat(JsonBody.LONGEST_BODY) + "\"]}";
    assertThat(api.check(HttpEvent.post("/v1/check", body)).status()).isEqualTo(413);
    HttpEvent encoded =
        HttpEvent.of("POST", "/v1/check").base64(body.getBytes(StandardCharsets.UTF_8));
    assertThat(api.check(encoded).status()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotUtf8IsABadRequest() {
    HttpEvent latin1 = HttpEvent.of("POST", "/v1/check")
        .base64(
            "{\"addresses\":[\"j\u00fcrgen@example.com\"]}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(api.check(latin1).status()).isEqualTo(400);
  }

  @Test
  void aReplacementCharacterMakesAnAddressInvalid() {
    JsonNode result = api.results("j\ufffdrgen@example.com").get(0);
    assertThat(result.path("state").textValue()).isEqualTo("invalid");
  }

  @Test
  void anAddressIsLookedUpInCanonicalForm() {
    api.desk(HttpEvent.post(
        "/v1/suppress", "{\"subject\":\"bob@example.com\",\"why\":\"asked for it\"}"));
    assertThat(api.results("Bob@EXAMPLE.com.").get(0).path("suppressed").booleanValue())
        .isTrue();
    assertThat(EmailAddress.of("Bob@EXAMPLE.com.").canonical()).isEqualTo("bob@example.com");
  }

  /** An answer must not be about another address than the one that was meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone@example.com, Bob <ok@example.com>",
        "<gone@example.com>, <ok@example.com>",
        "gone@example.com <ok@example.com>",
        "gone@example.com\\r\\nBcc: <ok@example.com>",
        "Gone\\nBcc: <ok@example.com>",
        "friends: gone@example.com, <ok@example.com>;",
        "friends: <ok@example.com>",
        "<ok@example.com> and others",
        "ok@example.com, gone@example.com"
      })
  void aListIsInvalidInAQuestionAndABadRequestInAnAction(String list) {
    JsonNode answer = api.check(HttpEvent.post("/v1/check", "{\"addresses\":[\"" + list + "\"]}"))
        .json()
        .path("results")
        .get(0);

    assertThat(answer.path("state").textValue()).isEqualTo("invalid");
    assertThat(answer.path("suppressed").booleanValue()).isTrue();
    assertThat(answer.has("canonical")).isFalse();
    for (String action : new String[] {"/v1/suppress", "/v1/release"}) {
      String body = "{\"subject\":\"" + list + "\",\"why\":\"asked for it\"}";
      assertThat(api.desk(HttpEvent.post(action, body)).status()).isEqualTo(400);
    }
    assertThat(api.results("ok@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }
}
