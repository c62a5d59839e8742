package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemorySuppressionList;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableDossierException;
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
  void aTableOutOfReachIsNeverANotSuppressed() {
    HttpApi api = new HttpApi(new OutOfReach());
    for (HttpEvent event : List.of(QUESTION, HttpEvent.address("bob@example.com"))) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("retry-after")).isEqualTo("5");
      assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "no answer about");
    }
  }

  @Test
  void anActThatCannotBeWrittenMayBeSentAgain() {
    HttpReply reply = new HttpApi(new OutOfReach()).desk(RELEASE);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("send it again");
  }

  @Test
  void whatCannotBeReadIsNoMatterOfAskingAgain() {
    HttpApi api = new HttpApi((ReadsOnly) OutageTest::unreadable);
    for (HttpEvent event : List.of(QUESTION, HttpEvent.address("bob@example.com"))) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.header("retry-after")).isEmpty();
      assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      assertThat(reply.detail()).contains("cannot be read: mail none", "does not help");
      assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "seen#");
    }
  }

  @Test
  void anActBesideSomethingUnreadableIsNotToBeSentAgain() {
    HttpReply reply = new HttpApi(new ReadsOnly() {
          @Override
          public Map<Subject, Dossier> read(Set<Subject> subjects) {
            return unreadable(subjects);
          }

          @Override
          public void act(Subject subject, Act act) {
            throw new UnreadableDossierException(subject, "act#1");
          }
        })
        .desk(RELEASE);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.detail()).contains("was recorded", "does not help");
  }

  @Test
  void anActIsWrittenBeforeItsVerdictIsRead() {
    List<String> calls = new ArrayList<>();
    HttpApi api = new HttpApi(new ReadsOnly() {
      private final InMemorySuppressionList list = new InMemorySuppressionList();

      @Override
      public Map<Subject, Dossier> read(Set<Subject> subjects) {
        calls.add("read");
        return list.read(subjects);
      }

      @Override
      public void act(Subject subject, Act act) {
        calls.add("act");
        list.act(subject, act);
      }
    });
    api.desk(RELEASE);
    assertThat(calls).containsExactly("act", "read");
  }

  @Test
  void healthAnswersWhileTheTableIsOutOfReach() {
    assertThat(new HttpApi(new OutOfReach()).check(HttpEvent.get("/v1/health")).status())
        .isEqualTo(200);
  }

  @Test
  void aFaultOfOursIsNoAnswerAboutAnybodyAndTellsNothing() {
    HttpApi api = new HttpApi(new ReadsOnly() {
      @Override
      public Map<Subject, Dossier> read(Set<Subject> subjects) {
        return Map.of();
      }
    });
    HttpReply reply = api.check(QUESTION);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).doesNotContain("suppressed", "clear", "bob", "null", "Exception");
  }

  private static Map<Subject, Dossier> unreadable(Set<Subject> subjects) {
    throw new UnreadableDossierException(Subject.parse("bob@example.com"), "seen#some-rule");
  }
}
