package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private final HttpApi api = new HttpApi();

  @Test
  void incidentsAreListedAsWatchWroteThemDown() {
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
  void aParameterIsNotIgnored() {
    HttpReply reply = api.check(HttpEvent.get("/v1/incidents").query("open=true"));
    assertThat(reply.status()).isEqualTo(400);
  }
}
