package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The events that the packaged functions publish, as {@code GET /events} of the local system shows
 * them: the way of docs/events.md.
 */
@ExtendWith(RunningSystem.class)
class LocalEventsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXAMPLE = "access-denied.sqs.json";
  private static final String EXAMPLE_ADDRESS = "gone@example.org";

  private final LocalSystem system;
  private final LocalApi api;
  private final URI events;

  LocalEventsIT(LocalSystem system) {
    this.system = system;
    api = new LocalApi(system.address());
    events = system.address().resolve("/events");
  }

  @Test
  void aBounceShowsItsEventAndAReleaseTheNext() throws Exception {
    String address = newAddress();

    long bounced = System.nanoTime();
    bounce(address);
    JsonNode suppressed = await(address, 1).get(0);
    long toSuppressed = millisSince(bounced);
    long released = System.nanoTime();
    assertThat(api.release(address).status()).isEqualTo(200);
    JsonNode freed = await(address, 2).get(1);
    long toFreed = millisSince(released);

    System.out.printf(
        Locale.ROOT,
        "events: %d ms from a bounce to its event, %d ms from a release%n",
        toSuppressed,
        toFreed);
    assertThat(suppressed.path("type").asText()).isEqualTo("dev.hardstop.address.suppressed");
    assertThat(suppressed.at("/data/reason").asText()).isEqualTo("ACCESS_DENIED");
    assertThat(suppressed.at("/data/cause").asText()).isEqualTo("feedback");
    assertThat(freed.path("type").asText()).isEqualTo("dev.hardstop.address.freed");
    assertThat(freed.at("/data/before").asText()).isEqualTo("suppressed");
    assertThat(freed.at("/data/cause").asText()).isEqualTo("action");
    assertThat(freed.path("time").asText())
        .isGreaterThanOrEqualTo(suppressed.path("time").asText());
    assertThat(freed.path("id")).isNotEqualTo(suppressed.path("id"));
  }

  @Test
  void theCommandsOfThePageDoWhatItSays() throws Exception {
    system.forgetEverything();

    List<String> outputs = DocumentedCommands.of(Path.of("docs", "events.md"), "## Try it")
        .run(system.address(), List.of(() -> isNewest("suppressed"), () -> isNewest("freed")));

    assertThat(outputs.get(1)).contains(EXAMPLE_ADDRESS, "address.suppressed");
    assertThat(outputs.get(3)).contains(EXAMPLE_ADDRESS, "address.suppressed", "address.freed");
  }

  private boolean isNewest(String type) throws Exception {
    List<JsonNode> found = about(EXAMPLE_ADDRESS);
    return !found.isEmpty()
        && found.get(found.size() - 1).path("type").asText().endsWith("." + type);
  }

  @Test
  void theSameBounceAgainShowsNothing() throws Exception {
    String address = newAddress();
    String other = newAddress();
    String event = event(address);

    api.feedback(event);
    api.feedback(event);
    await(address, 1);
    api.feedback(event);
    bounce(other);
    await(other, 1);

    assertThat(about(address)).hasSize(1);
  }

  @Test
  void followingShowsAnEventThatComesLater() throws Exception {
    String before = newAddress();
    bounce(before);
    await(before, 1);
    String after = newAddress();
    try (Stream<String> lines =
        get(URI.create(events + "?follow"), BodyHandlers.ofLines()).body()) {
      bounce(after);

      List<String> subjects = lines
          .map(LocalEventsIT::subject)
          .filter(List.of(before, after)::contains)
          .limit(2)
          .toList();

      assertThat(subjects).containsExactly(before, after);
    }
  }

  private static String newAddress() {
    return "gone-" + UUID.randomUUID() + "@example.org";
  }

  private static String event(String address) {
    return LocalApi.event(EXAMPLE, Instant.now()).replace(EXAMPLE_ADDRESS, address);
  }

  private void bounce(String address) {
    assertThat(api.feedback(event(address)).status()).isEqualTo(200);
  }

  /** Waits until so many events about an address are there. */
  private List<JsonNode> await(String address, int howMany) throws Exception {
    long deadline = System.nanoTime() + LocalSystem.PATIENCE.toNanos();
    List<JsonNode> found = about(address);
    while (found.size() < howMany && System.nanoTime() < deadline) {
      Thread.sleep(50);
      found = about(address);
    }
    assertThat(found).hasSize(howMany);
    return found;
  }

  private List<JsonNode> about(String address) throws Exception {
    HttpResponse<String> answer = get(events, BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-ndjson");
    List<JsonNode> found = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      if (subject(line).equals(address)) {
        found.add(JSON.readTree(line));
      }
    }
    return found;
  }

  private static String subject(String line) {
    try {
      return JSON.readTree(line).path("subject").asText();
    } catch (IOException e) {
      throw new AssertionError("a line is not JSON", e);
    }
  }

  private static <T> HttpResponse<T> get(URI address, HttpResponse.BodyHandler<T> body)
      throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), body);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
