package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code POST /v1/release} that excludes the days on which a receiver gave wrong answers; today is the
 * 24th.
 */
class ManualActionRequestTest {
  private static final Subject EVERYONE = Subject.parse("@contoso.com");

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void oneActionFreesEveryAddressThatBouncedOnThoseDays() {
    for (String address : new String[] {"bob@contoso.com", "ann@contoso.com"}) {
      api.list.observe(
          Observations.bounce(Subject.parse(address), "iana.5.1.1", "2026-11-20T10:00:00Z"));
    }
    assertThat(state("bob@contoso.com")).isEqualTo("suppressed");
    HttpReply reply = release("contoso.com", "2026-11-20", "2026-11-20");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(state("bob@contoso.com")).isEqualTo("clear");
    assertThat(state("ann@contoso.com")).isEqualTo("clear");
    assertThat(api.list.read(Set.of(EVERYONE)).get(EVERYONE).manualActions()).hasSize(1);
  }

  @Test
  void theAnswerIsTheVerdictOnTheDomainAndTheAction() {
    JsonNode json = release("Contoso.com", "2026-11-20", "2026-11-21").json();

    assertThat(json.path("subject").textValue()).isEqualTo("@contoso.com");
    assertThat(json.path("state").textValue()).isEqualTo("clear");
    JsonNode action = json.path("action");
    assertThat(action.path("kind").textValue()).isEqualTo("excluded-days");
    assertThat(action.path("from").textValue()).isEqualTo("2026-11-20");
    assertThat(action.path("to").textValue()).isEqualTo("2026-11-21");
    assertThat(action.path("reasons")).isEmpty();
    assertThat(action.path("who").textValue()).isEqualTo(HttpEvent.CALLER);
    assertThat(action.path("why").textValue()).isEqualTo("their server was ill");
    assertThat(action.path("at").textValue()).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(action.path("id").textValue()).isNotEmpty();
  }

  @Test
  void anActionMayNameReasons() {
    JsonNode action = post(body("contoso.com", "2026-11-20", "2026-11-20")
            .replace("}", ",\"reasons\":[\"ACCESS_DENIED\",\"INVALID_RECIPIENT\"]}"))
        .json()
        .path("action");

    assertThat(action.path("reasons")).hasToString("[\"INVALID_RECIPIENT\",\"ACCESS_DENIED\"]");
    assertThat(((ManualAction.ExcludeDays) manualActions().iterator().next()).reasons())
        .containsExactlyInAnyOrder(BounceReason.ACCESS_DENIED, BounceReason.INVALID_RECIPIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "contoso.com, @contoso.com",
    "' CONTOSO.COM. ', @contoso.com",
    "m\u00fcller.example, @xn--mller-kva.example",
  })
  void aDomainMayBeWrittenInAnyForm(String domain, String subject) {
    assertThat(
            release(domain, "2026-11-20", "2026-11-20").json().path("subject").textValue())
        .isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 2026-11-24",
    "2026-10-25, 2026-11-24",
    "2020-01-01, 2020-01-31",
  })
  void upToThirtyOneDaysUntilTodayAreAccepted(String from, String to) {
    assertThat(release("contoso.com", from, to).status()).isEqualTo(200);
    ManualAction.ExcludeDays action =
        (ManualAction.ExcludeDays) manualActions().iterator().next();
    assertThat(action.from()).isEqualTo(LocalDate.parse(from));
    assertThat(action.to()).isEqualTo(LocalDate.parse(to));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21, 2026-11-20, before from",
    "2026-11-24, 2026-11-25, after today",
    "2026-10-24, 2026-11-24, 31 days",
    "yesterday, 2026-11-24, from must be a date",
    "2026-11-20, 2026-11-31, to must be a date",
    "2026-11-20, '', to must be a date",
  })
  void daysMustBeInOrderAndNotInTheFuture(String from, String to, String detail) {
    expectRefused(body("contoso.com", from, to), detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@contoso.com", "bob@contoso.com", "-x.example", "contoso com", "."})
  void anInvalidDomainIsRefused(String domain) {
    expectRefused(body(domain, "2026-11-20", "2026-11-20"), "domain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|at least one",
        "[\"access_denied\"]|ACCESS_DENIED",
        "[\"COMPLAINT\"]|ACCESS_DENIED",
        "\"ACCESS_DENIED\"|must be a list of strings",
        "[5]|must be a string",
      })
  void reasonsMustBeKnown(String reasons, String detail) {
    expectRefused(
        body("contoso.com", "2026-11-20", "2026-11-20")
            .replace("}", ",\"reasons\":" + reasons + "}"),
        detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"domain\":\"contoso.com\",\"to\":\"2026-11-20\",\"why\":\"x\"}",
        "{\"domain\":\"contoso.com\",\"from\":\"2026-11-20\",\"why\":\"x\"}",
        "{\"domain\":\"contoso.com\",\"from\":\"2026-11-20\",\"to\":\"2026-11-20\"}",
        "{\"domain\":\"contoso.com\",\"from\":\"2026-11-20\",\"to\":\"2026-11-20\",\"why\":\"\"}",
        "{\"domain\":[],\"from\":\"2026-11-20\",\"to\":\"2026-11-20\",\"why\":\"x\"}",
        "{\"domain\":null,\"from\":\"2026-11-20\",\"to\":\"2026-11-20\",\"why\":\"x\"}",
        "{\"from\":\"2026-11-20\",\"to\":\"2026-11-20\",\"why\":\"x\"}",
      })
  void everyKeyExceptReasonsIsRequired(String body) {
    expectRefused(body, "");
  }

  @Test
  void aBodyHasASubjectOrADomain() {
    String both = body("contoso.com", "2026-11-20", "2026-11-20")
        .replace("}", ",\"subject\":\"@contoso.com\"}");
    expectRefused(both, "allowed: domain, from, to, why, reasons");
    String complaints =
        body("contoso.com", "2026-11-20", "2026-11-20").replace("}", ",\"includeComplaint\":true}");
    expectRefused(complaints, "allowed: domain, from, to, why, reasons");
  }

  @Test
  void anUnsignedActionIsForbidden() {
    HttpEvent event =
        HttpEvent.post("/v1/release", body("contoso.com", "2026-11-20", "2026-11-20"));
    assertThat(api.desk(event.unsigned()).status()).isEqualTo(403);
    assertThat(api.list.all()).isEmpty();
  }

  private void expectRefused(String body, String detail) {
    HttpReply reply = post(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail);
    assertThat(api.list.all()).isEmpty();
  }

  private HttpReply release(String domain, String from, String to) {
    return post(body(domain, from, to));
  }

  private HttpReply post(String body) {
    return api.desk(HttpEvent.post("/v1/release", body));
  }

  private static String body(String domain, String from, String to) {
    return ("{\"domain\":\"%s\",\"from\":\"%s\",\"to\":\"%s\","
            + "\"why\":\"their server was ill\"}")
        .formatted(domain, from, to);
  }

  private Iterable<ManualAction> manualActions() {
    return api.list.read(Set.of(EVERYONE)).get(EVERYONE).manualActions();
  }

  private String state(String address) {
    return api.results(address).get(0).path("state").textValue();
  }
}
