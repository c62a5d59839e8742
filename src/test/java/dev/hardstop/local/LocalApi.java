package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Requests of a sender and of SES to a running system, over HTTP. */
public final class LocalApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = Path.of("examples");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  public LocalApi(URI address) {
    this.address = requireNonNull(address, "address is null");
  }

  /** A status and the body as JSON. */
  public record Answer(int status, JsonNode json) {}

  /** What {@code examples/send} does: an example whose messages were sent at this time. */
  public Answer send(String example, Instant sent) {
    return feedback(event(example, sent));
  }

  /** An example whose messages were sent at this time. */
  public static String event(String example, Instant sent) {
    try {
      return Files.readString(EXAMPLES.resolve(example)).replace("@SENT@", sent.toString());
    } catch (IOException e) {
      throw new IllegalStateException("no example " + example, e);
    }
  }

  /** An event for the feedback function. */
  public Answer feedback(String event) {
    return post("/feedback", event);
  }

  /** May this address be mailed? */
  public JsonNode verdict(String mailAddress) {
    String encoded = URLEncoder.encode(mailAddress, StandardCharsets.UTF_8).replace("+", "%20");
    return get("/v1/addresses/" + encoded).json();
  }

  public Answer release(String subject) {
    return post(
        "/v1/release",
        JSON.createObjectNode().put("subject", subject).put("why", "a test").toString());
  }

  public Answer get(String path) {
    return answer(request(path).GET());
  }

  public Answer post(String path, String json) {
    return answer(request(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  private Answer answer(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException("the local system does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
