package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import org.junit.jupiter.api.Test;

/** What one bounce means before anything is known. */
class BounceExplanationTest {
  private final Scene scene = new Scene();

  @Test
  void isSaidInTheWordsOfAnAnswer() {
    BounceExplanation forecast =
        of(scene.bounce("bob@example.com", ACCESS_DENIED, on("2026-11-20")));
    assertThat(forecast.culprit()).isEqualTo("address");
    assertThat(forecast.confidence()).isEqualTo("high");
    assertThat(forecast.decision()).isEqualTo("suppressed");
    assertThat(forecast.classification().ruleId()).isEqualTo("microsoft.edge-access-denied");
  }

  @Test
  void ofADelayIsThatTheAttemptGoesOn() {
    Bounce delayed = scene.bounce(
        "bob@example.com",
        ACCESS_DENIED,
        scene.mail(on("2026-11-20"), "bob@example.com"),
        BounceType.NONE,
        "delayed");
    assertThat(of(delayed).decision()).isEqualTo("clear");
    assertThat(of(delayed).consequence().explanation()).contains("the attempt goes on");
  }

  private static BounceExplanation of(Bounce bounce) {
    return BounceExplanation.of(bounce, RuleFiles.book(), SuppressionPolicy.standard());
  }
}
