package dev.hardstop.http;

import static dev.hardstop.http.CheckFunctionTest.invoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function with {@code QUARKUS_LAMBDA_HANDLER=desk} and DynamoDB Local. */
@QuarkusTest
@TestProfile(DeskFunctionTest.Desk.class)
@QuarkusTestResource(value = LocalTable.class, restrictToAnnotatedClass = true)
class DeskFunctionTest {

  @Test
  void aSuppressionIsStoredAndAReleaseEndsIt() throws IOException {
    HttpReply suppressed = invoked(
        HttpEvent.post("/v1/suppress", "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}"));
    assertThat(suppressed.status()).isEqualTo(200);
    assertThat(suppressed.json().path("state").textValue()).isEqualTo("suppressed");
    HttpReply released = invoked(
        HttpEvent.post("/v1/release", "{\"subject\":\"bob@example.com\",\"why\":\"wrote in\"}"));
    assertThat(released.json().path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void theDeskFunctionIsNotTheCheck() throws IOException {
    assertThat(invoked(HttpEvent.address("bob@example.com")).status()).isEqualTo(421);
  }

  public static final class Desk implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.lambda.handler", DeskHandler.NAME);
    }
  }
}
