package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final HttpEvent QUESTION =
      HttpEvent.post("/v1/check", "{\"addresses\":[\"bob@example.com\"]}");
  private static final HttpEvent RELEASE =
      HttpEvent.post("/v1/release", "{\"subject\":\"bob@example.com\",\"why\":\"wrote in\"}");

  @Test
  void whileTheTableIsUnavailableNoAddressIsReportedAsClear() {
    ApiFunctions api = new ApiFunctions(new UnavailableTable());
    for (HttpEvent event : List.of(QUESTION, HttpEvent.address("bob@example.com"))) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("retry-after")).isEqualTo("5");
      assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "no answer about");
    }
  }

  @Test
  void anActionThatCannotBeWrittenMayBeSentAgain() {
    HttpReply reply = new ApiFunctions(new UnavailableTable()).desk(RELEASE);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("send it again");
  }

  @Test
  void anUnreadableItemIsA500WithoutRetryAfter() {
    ApiFunctions api = new ApiFunctions();
    api.list.makeUnreadable(Subject.parse("bob@example.com"));
    HttpReply reply = api.check(HttpEvent.address("bob@example.com"));
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("retry-after")).isEmpty();
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.detail()).contains("cannot be read: send no mail", "does not help");
    assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "matches#");
  }

  @Test
  void inABatchOnlyTheUnreadableEntryHasNoVerdict() {
    ApiFunctions api = new ApiFunctions();
    api.list.makeUnreadable(Subject.parse("bob@example.com"));
    JsonNode results = api.results("ann@example.com", "bob@example.com", "no address");
    assertThat(results.findValuesAsText("state")).containsExactly("clear", "unreadable", "invalid");
    assertThat(results.at("/1/address").textValue()).isEqualTo("bob@example.com");
    assertThat(results.at("/1/suppressed").booleanValue()).isTrue();
    assertThat(results.at("/1/detail").textValue()).contains("cannot be read");
  }

  @Test
  void noAddressOfAnUnreadableDomainHasAVerdict() {
    ApiFunctions api = new ApiFunctions();
    api.list.makeUnreadable(Subject.parse("@example.com"));
    JsonNode results = api.results("ann@example.com", "bob@example.org");
    assertThat(results.findValuesAsText("state")).containsExactly("unreadable", "clear");
    assertThat(api.check(HttpEvent.domain("example.com")).status()).isEqualTo(500);
  }

  @Test
  void aPageAnswersTheOtherAddressesBesideAnUnreadableOne() {
    ApiFunctions api = new ApiFunctions();
    api.list.makeUnreadable(Subject.parse("bob@example.com"));
    api.watched.addresses.addAll(
        List.of(EmailAddress.of("ann@example.com"), EmailAddress.of("bob@example.com")));
    HttpReply reply = api.check(HttpEvent.get("/v1/addresses").query("domain=example.com"));
    assertThat(reply.json().path("addresses").findValuesAsText("state"))
        .containsExactly("clear", "unreadable");
    assertThat(api.check(HttpEvent.domain("example.com")).status()).isEqualTo(200);
  }

  @Test
  void unreadableWatchStateIsA500WithoutRetryAfter() {
    ApiFunctions api = new ApiFunctions();
    api.watched.unreadable = true;
    for (HttpEvent event :
        List.of(HttpEvent.get("/v1/incidents"), HttpEvent.domain("example.com"))) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.header("retry-after")).isEmpty();
    }
  }

  @Test
  void aFaultIsNotReportedAsAnUnavailableTable() {
    ApiFunctions api = new ApiFunctions((ReadOnlyDossierTable) subjects -> {
      throw new NullPointerException("a value is null");
    });
    for (HttpEvent event :
        List.of(QUESTION, HttpEvent.address("bob@example.com"), HttpEvent.domain("example.com"))) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.header("retry-after")).isEmpty();
      assertThat(reply.detail()).doesNotContain("unavailable");
    }
    HttpReply action = api.desk(RELEASE);
    assertThat(action.status()).isEqualTo(500);
    assertThat(action.detail()).doesNotContain("unavailable", "send it again");
  }

  @Test
  void anActionRecordedBesideAnUnreadableItemIsNotToBeSentAgain() {
    HttpReply reply = new ApiFunctions(new ReadOnlyDossierTable() {
          @Override
          public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
            return unreadable(subjects);
          }

          @Override
          public void addAction(Subject subject, ManualAction action) {
            throw UnreadableItemException.dossier(subject, "action#1");
          }
        })
        .desk(RELEASE);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.detail()).contains("was recorded", "does not help");
  }

  @Test
  void anActionIsWrittenBeforeTheVerdictIsRead() {
    List<String> calls = new ArrayList<>();
    ApiFunctions api = new ApiFunctions(new ReadOnlyDossierTable() {
      private final InMemoryDossierTable list = new InMemoryDossierTable();

      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        calls.add("read");
        return list.read(subjects);
      }

      @Override
      public void addAction(Subject subject, ManualAction action) {
        calls.add("action");
        list.addAction(subject, action);
      }
    });
    api.desk(RELEASE);
    assertThat(calls).containsExactly("action", "read");
  }

  @Test
  void healthAnswersWhileTheTableIsUnavailable() {
    assertThat(new ApiFunctions(new UnavailableTable())
            .check(HttpEvent.get("/v1/health"))
            .status())
        .isEqualTo(200);
  }

  @Test
  void aFaultSaysNothingAboutAnyAddress() {
    ApiFunctions api = new ApiFunctions(new ReadOnlyDossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        return ReadResults.of(Map.of());
      }
    });
    HttpReply reply = api.check(QUESTION);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "null", "Exception");
  }

  private static ReadResults<Subject, Dossier> unreadable(Set<Subject> subjects) {
    throw UnreadableItemException.dossier(Subject.parse("bob@example.com"), "matches#some-rule");
  }
}
