package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HttpEventFuzzTest {
  /** The statuses that a request can cause. A 500 would be an unexpected exception. */
  private static final Set<Integer> STATUSES = Set.of(200, 204, 400, 403, 404, 405, 413, 421);

  private static final Logger LOG = Logger.getLogger("dev.hardstop.http");

  /** Otherwise each of many thousand events would be logged. */
  @BeforeAll
  static void silenceLog() {
    LOG.setLevel(Level.SEVERE);
  }

  @AfterAll
  static void restoreLog() {
    LOG.setLevel(null);
  }

  @DictionaryEntries({
    "\"body\"",
    "{\"addresses\":[",
    "\"isBase64Encoded\":true",
    "\"rawPath\":\"/v1/check\"",
    "\"rawPath\":\"/v1/addresses/",
    "\"rawPath\":\"/v1/explain\"",
    "\"rawPath\":\"/v1/release\"",
    "\"rawPath\":\"/v1/suppress\"",
    "\\\"addresses\\\":[",
    "\\\"diagnosticCode\\\":\\\"smtp; 550 5.1.1 ",
    "\\\"report\\\":\\\"Final-Recipient: rfc822; ",
    "\\\"includeComplaint\\\":true",
    "\\\"until\\\":\\\"2027-01-31\\\"",
    "\\ud800",
  })
  @FuzzTest(maxDuration = "2m")
  void everyEventIsAnsweredInTheFormItCameIn(byte[] event) {
    ApiFunctions api = new ApiFunctions();
    for (RequestStreamHandler handler : new RequestStreamHandler[] {api.check, api.desk}) {
      HttpReply reply = HttpReply.of(handler, event);
      if (HttpAdapter.isDirect(HttpAdapter.tree(event))) {
        isABody(reply.response());
      } else {
        assertThat(reply.status()).isIn(STATUSES);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.body()).isNotNull();
        if (!reply.body().isEmpty()) {
          reply.json().path("results").forEach(HttpEventFuzzTest::isAnAnswer);
        }
      }
    }
  }

  /** Verdicts or a problem. */
  private static void isABody(JsonNode body) {
    if (body.has("results")) {
      body.path("results").forEach(HttpEventFuzzTest::isAnAnswer);
    } else {
      assertThat(body.path("status").intValue()).isIn(STATUSES);
      assertThat(body.path("title").isTextual()).isTrue();
    }
  }

  private static void isAnAnswer(JsonNode result) {
    assertThat(result.path("address").isTextual()).isTrue();
    assertThat(result.path("suppressed").isBoolean()).isTrue();
    assertThat(result.path("state").isTextual()).isTrue();
  }
}
