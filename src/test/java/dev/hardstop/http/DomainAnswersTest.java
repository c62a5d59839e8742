package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainAnswersTest {
  private static final String DENIED = "550 5.4.1 Recipient address rejected: Access denied.";

  private final ApiFunctions api = new ApiFunctions();
  private final RecordedMail recorded = new RecordedMail(api);

  @Test
  void aDomainThatAcceptedMailAndNowRefusesItHasAnIncident() {
    anIncidentAtContoso();
    JsonNode answer = asked("contoso.com").json();
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly(
            "domain", "diagnosis", "confidence", "since", "figures", "advice", "letter");
    assertThat(answer.path("domain").textValue()).isEqualTo("contoso.com");
    assertThat(answer.path("diagnosis").textValue()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(answer.path("confidence").textValue()).isEqualTo("high");
    assertThat(answer.path("since").textValue()).isEqualTo("2026-11-24");
    assertThat(answer.path("figures"))
        .hasToString(
            "{\"days\":[{\"day\":\"2026-11-20\",\"bounced\":0,\"delivered\":8,\"reasons\":{}},"
                + "{\"day\":\"2026-11-24\",\"bounced\":8,\"delivered\":0,"
                + "\"reasons\":{\"ACCESS_DENIED\":8}}],"
                + "\"reasons\":{\"ACCESS_DENIED\":8},\"sampled\":false}");
    assertThat(answer.path("advice").path("summary").textValue()).isNotEmpty();
    assertThat(answer.path("advice").path("steps")).isNotEmpty();
    assertThat(answer.path("letter").textValue())
        .startsWith("Subject: contoso.com has been rejecting mail to nearly all recipients")
        .contains("8 different recipients on 2026-11-24", "Until 2026-11-20", DENIED);
  }

  @Test
  void theAnswerNamesTheIncidentThatWatchOpened() {
    anIncidentAtContoso();
    Instant opened = Instant.parse("2026-11-24T11:00:00Z");
    Incident incident =
        new Incident("i-1", LocalDate.parse("2026-11-24"), opened, Optional.empty());
    api.list.put("contoso.com", Optional.empty(), incident);
    assertThat(asked("contoso.com").json().path("incident"))
        .hasToString("{\"id\":\"i-1\",\"from\":\"2026-11-24\",\"opened\":\"2026-11-24T11:00:00Z\","
            + "\"holds\":true}");
    Incident ended = new Incident(
        "i-1",
        LocalDate.parse("2026-11-24"),
        opened,
        Optional.of(
            new Incident.Ending(opened.plusSeconds(600), true, LocalDate.parse("2026-11-24"))));
    api.list.put("contoso.com", Optional.of(incident), ended);
    assertThat(asked("contoso.com").json().path("incident"))
        .hasToString("{\"id\":\"i-1\",\"from\":\"2026-11-24\","
            + "\"opened\":\"2026-11-24T11:00:00Z\",\"holds\":false,"
            + "\"ended\":\"2026-11-24T11:10:00Z\",\"endedWell\":true}");
  }

  @Test
  void anIncidentDoesNotHoldADomainThatAPersonReleased() {
    anIncidentAtContoso();
    Instant opened = Instant.parse("2026-11-24T11:00:00Z");
    api.list.put(
        "contoso.com",
        Optional.empty(),
        new Incident("i-1", LocalDate.parse("2026-11-24"), opened, Optional.empty()));
    api.list.addAction(
        Subject.parse("@contoso.com"),
        new ManualAction.Release("r", "carol", "works again", opened.plusSeconds(60), false));
    assertThat(asked("contoso.com").json().at("/incident/holds").booleanValue()).isFalse();
  }

  @Test
  void aDomainWithoutMailHasNothingUnusual() {
    JsonNode answer = asked("example.com").json();
    assertThat(answer.path("diagnosis").textValue()).isEqualTo("NOTHING_UNUSUAL");
    assertThat(answer.path("confidence").textValue()).isEqualTo("low");
    assertThat(answer.path("since").isNull()).isTrue();
    assertThat(answer.path("letter").isNull()).isTrue();
    assertThat(answer.has("incident")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Contoso.COM.,    contoso.com",
    "bücher.example,  xn--bcher-kva.example",
    "co.uk,           co.uk",
    "localhost,       localhost",
    "[192.0.2.1],     [192.0.2.1]",
    "_dmarc.example,  _dmarc.example",
  })
  void aDomainIsAnsweredUnderItsCanonicalName(String written, String canonical) {
    HttpReply reply = asked(written);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("domain").textValue()).isEqualTo(canonical);
    HttpReply unmatched = api.check(HttpEvent.get("/v1/domains/" + written));
    assertThat(unmatched.json()).isEqualTo(reply.json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b",
        "-a.example",
        "a b.example",
        "bob@example.com",
        "@example.com",
        "a%2fb.example",
        "a/b.example",
        "a?b",
        "[192.0.2.1",
        "<script>.example",
        "\ud800.example",
        "a\u0000b.example",
        "stra\u00dfe.example",
        "\u03bf\u03b4\u03bf\u03c2.example",
        "a\u200cb.example",
        "a\u200db.example",
      })
  void anInvalidDomainIsABadRequestThatRepeatsNothingOfIt(String written) {
    HttpReply reply = asked(written);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("contoso.com");
    assertThat(reply.body()).doesNotContain("script", "bob");
  }

  @Test
  void dnsIsQueriedOnlyOnRequest() {
    assertThat(asked("contoso.com").json().has("dns")).isFalse();
    assertThat(asked("contoso.com", "dns=false").json().has("dns")).isFalse();
    assertThat(api.watched.routed).isEmpty();
    anIncidentAtContoso();
    JsonNode answer = asked("Contoso.com", "dns=true").json();
    assertThat(api.watched.routed).containsExactly("contoso.com");
    assertThat(answer.path("dns"))
        .hasToString(
            "{\"state\":\"MX\",\"hosts\":[\"mx.example.net\"],\"gateway\":null,\"remarks\":[]}");
    assertThat(answer.path("letter").textValue()).contains("    mx.example.net\n");
  }

  @Test
  void whileDnsIsDownTheRestIsAnsweredAndTheStateSaysSo() {
    anIncidentAtContoso();
    api.watched.routing =
        domain -> new MailRoute(MailRoute.State.TIMEOUT, List.of(), Optional.empty(), List.of());
    JsonNode answer = asked("contoso.com", "dns=true").json();
    assertThat(answer.path("diagnosis").textValue()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(answer.path("dns").path("state").textValue()).isEqualTo("TIMEOUT");
    assertThat(answer.path("letter").textValue()).contains("no answer in time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns=yes",
        "dns",
        "dns=",
        "DNS=true",
        "dns=true&dns=true",
        "more=1",
        "%",
        "dns=%zz",
        "&"
      })
  void aMisspeltParameterIsABadRequest(String query) {
    assertThat(asked("contoso.com", query).status()).isEqualTo(400);
  }

  @Test
  void ofAHundredThousandDossiersASampleIsReadAndMarked() {
    List<Integer> read = new ArrayList<>();
    ApiFunctions large = new ApiFunctions(new ReadOnlyDossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        read.add(subjects.size());
        Map<Subject, Dossier> empty = new HashMap<>();
        subjects.forEach(subject -> empty.put(subject, Dossier.empty(subject)));
        return ReadResults.of(empty);
      }
    });
    for (int i = 0; i < 100_000; i++) {
      large.watched.addresses.add(EmailAddress.of("user" + i + "@gmail.com"));
    }
    HttpReply reply = large.check(HttpEvent.domain("gmail.com"));
    assertThat(reply.json().path("figures").path("sampled").booleanValue()).isTrue();
    assertThat(read).containsExactly(100, 100, 100, 100, 100, 1);
  }

  @Test
  void anUnavailableTableIsAProblem() {
    ApiFunctions out = new ApiFunctions(new UnavailableTable());
    HttpReply reply = out.check(HttpEvent.domain("contoso.com"));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("retry-after")).isEqualTo("5");
  }

  @Test
  void incidentsAreListed() {
    api.watched.incidents.add(new IncidentReport(
        "i-2",
        Scope.SENDER,
        Diagnosis.Name.SENDER_REPUTATION,
        List.of("contoso.com", "fabrikam.com"),
        Instant.parse("2026-11-24T10:00:00Z"),
        Optional.empty(),
        Optional.empty()));
    api.watched.incidents.add(new IncidentReport(
        "i-1",
        Scope.DOMAIN,
        Diagnosis.Name.DOMAIN_INCIDENT,
        List.of("contoso.com"),
        Instant.parse("2026-11-20T10:00:00Z"),
        Optional.of(Instant.parse("2026-11-23T10:00:00.250Z")),
        Optional.of(true)));
    assertThat(api.check(HttpEvent.get("/v1/incidents")).body())
        .isEqualTo("{\"incidents\":[{\"id\":\"i-2\",\"scope\":\"sender\","
            + "\"diagnosis\":\"SENDER_REPUTATION\","
            + "\"domains\":[\"contoso.com\",\"fabrikam.com\"],"
            + "\"opened\":\"2026-11-24T10:00:00Z\"},"
            + "{\"id\":\"i-1\",\"scope\":\"domain\",\"diagnosis\":\"DOMAIN_INCIDENT\","
            + "\"domains\":[\"contoso.com\"],\"opened\":\"2026-11-20T10:00:00Z\","
            + "\"ended\":\"2026-11-23T10:00:00.250Z\",\"endedWell\":true}]}");
  }

  @Test
  void withoutIncidentsTheListIsEmpty() {
    assertThat(api.check(HttpEvent.get("/v1/incidents")).body()).isEqualTo("{\"incidents\":[]}");
  }

  @Test
  void aParameterOfTheListIsABadRequest() {
    HttpReply reply = api.check(HttpEvent.get("/v1/incidents").query("open=true"));
    assertThat(reply.status()).isEqualTo(400);
  }

  private void anIncidentAtContoso() {
    for (int i = 0; i < 8; i++) {
      recorded.delivered("p" + i + "@contoso.com", "2026-11-20");
    }
    for (int i = 0; i < 8; i++) {
      recorded.bounced("p" + i + "@contoso.com", "2026-11-24", DENIED);
    }
  }

  private HttpReply asked(String domain) {
    return api.check(HttpEvent.domain(domain));
  }

  private HttpReply asked(String domain, String query) {
    return api.check(HttpEvent.domain(domain).query(query));
  }
}
