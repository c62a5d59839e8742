package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The answer about SES's suppression list. */
class SesListResponseTest {
  private static final Instant BEGAN = Instant.parse("2026-11-24T00:10:00Z");

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void beforeTheFirstComparisonThereIsNothingToSay() {
    assertThat(ask().toString())
        .isEqualTo("{\"mode\":\"off\",\"changesList\":false,\"compared\":null,\"comparing\":null,"
            + "\"account\":null,\"notCompared\":\"The suppression lists of tenants, and SES's"
            + " global list, are neither compared nor changed.\"}");
  }

  @Test
  void theLastComparisonTheRunningOneAndTheAccountAreShown() {
    SesListProgress begun = SesListProgress.begin(BEGAN, false);
    SesListProgress listed = begun.afterPage(
        new SesListFindings(
            1_200,
            1,
            1_000,
            1,
            Difference.of(List.of("Bob@example.com")),
            Difference.NONE,
            Difference.NONE,
            Difference.NONE,
            0),
        Optional.empty());
    SesListProgress ended = listed.afterDossiers(
        new SesListFindings(
            0,
            0,
            0,
            0,
            Difference.NONE,
            Difference.NONE,
            new Difference(140, Collections.nCopies(120, "ann@example.com")),
            Difference.of(List.of("a/b@example.com")),
            2),
        Collections.emptySortedSet(),
        Optional.empty(),
        BEGAN.plusSeconds(60));
    SesListProgress next = SesListProgress.begin(BEGAN.plusSeconds(86_400), false);
    api.sesList.replace(Optional.empty(), begun);
    api.sesList.replace(Optional.of(begun), listed);
    api.sesList.replace(Optional.of(listed), ended);
    api.sesList.replace(Optional.empty(), next);
    api.sesList.save(new SesAccountCheck(
        LocalDate.parse("2026-11-24"),
        true,
        false,
        new TreeSet<>(Set.of("marketing")),
        new TreeSet<>(),
        new TreeSet<>()));
    JsonNode answer = ask();
    JsonNode compared = answer.path("compared");
    assertThat(compared.path("ended").asText()).isEqualTo("2026-11-24T00:11:00Z");
    assertThat(compared.path("listed").asInt()).isEqualTo(1_200);
    assertThat(compared.path("listedBefore").asInt()).isEqualTo(1_000);
    assertThat(compared.path("listedAndFree").toString())
        .isEqualTo("{\"count\":1,\"first\":[\"Bob@example.com\"]}");
    assertThat(compared.at("/suppressedAndMissing/count").asInt()).isEqualTo(140);
    assertThat(compared.at("/suppressedAndMissing/first").size()).isEqualTo(100);
    assertThat(compared.at("/notExpressible/first/0").asText()).isEqualTo("a/b@example.com");
    assertThat(compared.path("invalidEntries").asInt()).isEqualTo(1);
    assertThat(compared.path("unreadableItems").asInt()).isEqualTo(2);
    assertThat(answer.path("comparing").toString())
        .isEqualTo("{\"began\":\"2026-11-25T00:10:00Z\",\"listed\":0,\"isListRead\":false}");
    assertThat(answer.path("account").toString())
        .isEqualTo("{\"day\":\"2026-11-24\",\"isInSandbox\":true,\"isPaused\":false,"
            + "\"setsWithoutBounces\":[\"marketing\"],\"missingSets\":[],\"notPermitted\":[]}");
  }

  @Test
  void aParameterIsABadRequest() {
    assertThat(api.check(HttpEvent.get("/v1/ses-list").query("first=1000")).status())
        .isEqualTo(400);
  }

  private JsonNode ask() {
    HttpReply reply = api.check(HttpEvent.get("/v1/ses-list"));
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }
}
