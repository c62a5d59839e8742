package dev.hardstop.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.privacy.LogWatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function with {@code QUARKUS_LAMBDA_HANDLER=check} and DynamoDB Local. */
@QuarkusTest
@TestProfile(CheckFunctionTest.Check.class)
@QuarkusTestResource(value = LocalTable.class, restrictToAnnotatedClass = true)
class CheckFunctionTest {

  @Test
  void anAddressIsLookedUpInTheTable() throws IOException {
    HttpReply reply = invoked(HttpEvent.address("bob@example.com"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void aBounceIsExplainedByTheShippedBook() throws IOException {
    HttpReply reply = invoked(HttpEvent.post(
        "/v1/explain",
        "{\"diagnosticCode\":\"550 5.4.1 Recipient address rejected: Access denied.\"}"));
    assertThat(reply.json().path("reason").textValue()).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void theCheckFunctionIsNotTheDesk() throws IOException {
    HttpReply reply = invoked(HttpEvent.post("/v1/release", "{}"));
    assertThat(reply.status()).isEqualTo(421);
  }

  static HttpReply invoked(HttpEvent event) throws IOException {
    LogWatch.given(event.bytes());
    byte[] response =
        given().contentType("application/json").body(event.bytes()).post("/").asByteArray();
    return new HttpReply(new JsonMapper().readTree(response));
  }

  public static final class Check implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.lambda.handler", CheckHandler.NAME);
    }
  }
}
