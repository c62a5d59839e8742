package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.RuleHistoryId;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.VerdictState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a remote server writes, only addresses that the message was sent to get evidence. */
class ForgedNotificationTest {
  private static final int NOTIFICATIONS = 500;
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Instant SOON_AFTER = Instant.parse("2026-11-21T00:00:00Z");

  static LongStream runs() {
    return LongStream.rangeClosed(1, Soak.cases(1, 6));
  }

  static LongStream otherRuns() {
    return LongStream.rangeClosed(7, Soak.cases(7, 8));
  }

  /**
   * All addresses that could get evidence have a dossier, so that no delivery is dropped for lack
   * of one.
   */
  @ParameterizedTest
  @MethodSource("runs")
  void noEvidenceIsRecordedForAnAddressThatTheMessageWasNotSentTo(long run) {
    int kept = 0;
    int ofDomains = 0;
    int forwards = 0;
    int delivered = 0;
    int spared = 0;
    for (long seed = run * NOTIFICATIONS; seed < (run + 1) * NOTIFICATIONS; seed++) {
      ForgedNotification notification = ForgedNotification.of(seed);
      FeedbackFunction function = new FeedbackFunction();
      open(function, notification);

      assertThat(function.take(Wrapped.sqs(notification.event())))
          .isEqualTo(FeedbackFunction.NOTHING_FAILED);

      Set<String> named = withDomains(notification.named());
      for (Dossier dossier : function.table.all().values()) {
        String key = dossier.subject().key();
        int byForward = forwards(dossier);
        if (dossier.histories().size() > byForward) {
          assertThat(named).as("seed %d", seed).contains(key);
        }
        if (byForward > 0) {
          assertThat(notification.sentTo()).as("seed %d", seed).containsExactly(key);
          assertThat(notification.nobodyElse()).as("seed %d", seed).isTrue();
        }
        kept += dossier.histories().size();
        ofDomains += key.startsWith("@") ? dossier.histories().size() : 0;
        forwards += byForward;
        spared += named.contains(key) ? 0 : 1;
      }
      Set<String> deliveredTo = deliveredTo(function);
      assertThat(deliveredTo)
          .as("seed %d", seed)
          .isEqualTo(isDelivery(notification) ? named : Set.of());
      delivered += deliveredTo.size();
    }
    assertThat(kept).isGreaterThan(NOTIFICATIONS);
    assertThat(ofDomains).isGreaterThan(NOTIFICATIONS / 5);
    assertThat(forwards).isGreaterThan(NOTIFICATIONS / 5);
    assertThat(delivered).isGreaterThan(NOTIFICATIONS);
    assertThat(spared).isGreaterThan(10 * NOTIFICATIONS);
  }

  /** Without this test, a function that records nothing would pass. */
  @ParameterizedTest
  @MethodSource("otherRuns")
  void everyNamedDestinationHasADossierInAnySpelling(long run) {
    for (long seed = run * NOTIFICATIONS; seed < (run + 1) * NOTIFICATIONS; seed++) {
      ForgedNotification notification = ForgedNotification.of(seed);
      FeedbackFunction function = new FeedbackFunction();
      function.take(notification.event());

      Set<String> direct = function.table.all().values().stream()
          .filter(dossier -> dossier.subject() instanceof Subject.Address)
          .filter(dossier -> dossier.histories().size() > forwards(dossier))
          .map(dossier -> dossier.subject().key())
          .collect(Collectors.toSet());
      assertThat(direct)
          .as("seed %d", seed)
          .isEqualTo(isDelivery(notification) ? Set.of() : notification.named());
    }
  }

  @Test
  void oneForgedRecipientOfFiveHundredIsIgnored() {
    List<String> sentTo = new ArrayList<>(
        IntStream.range(0, 499).mapToObj(i -> "r" + i + "@example.org").toList());
    List<String> named = new ArrayList<>(sentTo);
    named.add(250, "stranger@example.org");
    sentTo.add("another@example.org");
    FeedbackFunction function = new FeedbackFunction();

    function.take(
        SesEvent.bounce(named.toArray(String[]::new)).sentTo(sentTo.toArray(String[]::new)));

    assertThat(function.table.all()).hasSize(499);
    for (String clear : List.of("stranger@example.org", "another@example.org")) {
      assertThat(function.verdict(clear, SOON_AFTER).state()).isEqualTo(VerdictState.CLEAR);
      assertThat(function.table.all()).doesNotContainKey(Subject.parse(clear));
    }
    assertThat(function.verdict("r250@example.org", SOON_AFTER).state())
        .isEqualTo(VerdictState.SUPPRESSED);
    assertThat(function.metrics.get(0)).contains("\"Kept\":499", "\"Unattributed\":1");
  }

  /** A delivery to a forged recipient releases no address either. */
  @Test
  void aDeliveryToAForgedRecipientChangesNothing() {
    FeedbackFunction function = new FeedbackFunction();
    function.take(SesEvent.bounce("bob@example.org"));
    Map<Subject, Dossier> before = function.table.all();

    function.take(SesEvent.delivery("bob@example.org").sentTo("a@example.org", "b@example.org"));
    function.take(SesEvent.delivery("carl@example.org").sentTo("bob@example.org"));

    assertThat(function.table.all()).isEqualTo(before);
    assertThat(function.log.field("outcome"))
        .containsOnly("kept", RecordingOutcome.Why.UNATTRIBUTED.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Creates a dossier for every address and domain that the mail went to or a recipient resembles.
   */
  private static void open(FeedbackFunction function, ForgedNotification notification) {
    ManualAction opening =
        new ManualAction.Release("opening", "tester", "a test", SOON_AFTER.minus(YEAR), false);
    for (Set<String> addresses : List.of(notification.sentTo(), notification.forged())) {
      withDomains(addresses).forEach(key -> function.table.addAction(Subject.parse(key), opening));
    }
  }

  private static Set<String> withDomains(Set<String> addresses) {
    Set<String> all = new HashSet<>(addresses);
    addresses.forEach(address -> all.add(address.substring(address.lastIndexOf('@'))));
    return all;
  }

  private static boolean isDelivery(ForgedNotification notification) {
    return notification.event().json().path("eventType").asText().equals("Delivery");
  }

  private static Set<String> deliveredTo(FeedbackFunction function) {
    return function.table.all().values().stream()
        .filter(dossier -> !dossier.delivered().isEmpty())
        .map(dossier -> dossier.subject().key())
        .collect(Collectors.toSet());
  }

  private static int forwards(Dossier dossier) {
    return (int)
        dossier.histories().keySet().stream().filter(RuleHistoryId::isForwarded).count();
  }
}
