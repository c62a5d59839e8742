package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code keepSuppression} with the packaged functions and a stand-in for Secrets Manager. */
class LocalErasureIT {
  private static final String KEY =
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:erasure-AbCdEf";
  private static final String ERASE =
      "{\"subject\":\"gone@example.org\",\"why\":\"asked\",\"keepSuppression\":true}";
  private static final String READING_THE_KEY = "secretsmanager:GetSecretValue";

  @Test
  void theSuppressionOfAnErasedAddressIsKeptAndEachFunctionReadsTheKeyOnceWhenItNeedsIt()
      throws Exception {
    LocalSettings settings = new LocalSettings(
            0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
        .with("ErasureKeyArn", KEY)
        .startingWhenInvoked();
    try (LocalSystem system = LocalSystem.start(settings)) {
      LocalApi api = new LocalApi(system.address());
      api.send("access-denied.sqs.json", Instant.now());
      JsonNode before = api.verdict("gone@example.org");
      assertThat(before.path("suppressed").asBoolean()).isTrue();
      assertThat(system.aws().calls(READING_THE_KEY)).isEmpty();

      LocalApi.Answer erased = api.post("/v1/erase", ERASE);
      assertThat(erased.status()).isEqualTo(200);
      for (int i = 0; i < 2; i++) {
        JsonNode after = api.verdict("gone@example.org");
        for (String field : new String[] {"suppressed", "state", "reason", "until"}) {
          assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(after.path("reply").isNull()).isTrue();
      }
      assertThat(system.aws().calls(READING_THE_KEY)).as("desk and check").hasSize(2);
      assertThat(erased.json().at("/kept/reason")).isEqualTo(before.get("reason"));
    }
  }

  @Test
  @ExtendWith(RunningSystem.class)
  void withoutTheParameterItIsRefusedAndNothingIsErased(LocalSystem system) {
    system.forgetEverything();
    LocalApi api = new LocalApi(system.address());
    api.send("access-denied.sqs.json", Instant.now());
    LocalApi.Answer refused = api.post("/v1/erase", ERASE);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("ErasureKeyArn");
    assertThat(api.verdict("gone@example.org").path("suppressed").asBoolean()).isTrue();
  }
}
