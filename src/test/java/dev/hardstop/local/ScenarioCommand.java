package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends weeks of mail to a running Hardstop, as SES would report them, and lets {@code watch} look:
 * {@code ./mvnw -q -DskipTests test-compile exec:java@scenario -Dexec.args="tenant-breaks"}.
 */
public final class ScenarioCommand {
  private static final String USAGE = """
      usage: exec:java@scenario -Dexec.args="KIND [SEED] [URL]"
        KIND   tenant-breaks, blocklisted, stale-list or quiet-week
        SEED   a number: the same gives the same mail; 1 if left out
        URL    where Hardstop is; http://localhost:8080 if left out
      """;

  private ScenarioCommand() {}

  public static void main(String... args) {
    Optional<ScenarioKind> kind = Arrays.stream(ScenarioKind.values())
        .filter(it -> args.length > 0 && word(it).equals(args[0]))
        .findFirst();
    if (kind.isEmpty() || args.length > 3) {
      System.err.print(USAGE);
      System.exit(2);
    }
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    URI url = URI.create(args.length > 2 ? args[2] : "http://localhost:8080");
    LocalApi api = new LocalApi(url);
    Scenario scenario = Scenario.of(kind.orElseThrow(), seed);
    System.out.println(word(scenario.kind()) + ", seed " + seed + ": "
        + scenario.feedback().size() + " notifications of three weeks");
    JsonNode watched = play(scenario, api);
    System.out.println("watch: " + watched);
    print(api, url);
  }

  /** Sends a scenario, runs watch, and returns the response of watch. */
  public static JsonNode play(Scenario scenario, LocalApi api) {
    for (String batch : new ScenarioEvents(scenario, Instant.now()).batches()) {
      LocalApi.Answer answer = api.feedback(batch);
      if (answer.status() != 200 || !answer.json().path("batchItemFailures").isEmpty()) {
        throw new IllegalStateException("not taken in: " + answer);
      }
    }
    LocalApi.Answer watched = api.post("/watch", "{}");
    if (watched.status() != 200) {
      throw new IllegalStateException("watch failed: " + watched);
    }
    return watched.json();
  }

  private static void print(LocalApi api, URI url) {
    JsonNode incidents = api.get("/v1/incidents").json().path("incidents");
    if (incidents.isEmpty()) {
      System.out.println("no incidents");
    }
    for (JsonNode incident : incidents) {
      List<JsonNode> domains = incident.path("domains").valueStream().toList();
      System.out.println("incident of the " + incident.path("scope").asText() + ": "
          + incident.path("diagnosis").asText() + ", " + domains.size() + " domain"
          + (domains.size() == 1 ? "" : "s") + ", " + domains.get(0).asText());
      System.out.println("  curl -s " + url + "/v1/domains/" + domains.get(0).asText());
    }
    System.out.println("the newest mail of watch: " + url + "/digest");
  }

  private static String word(ScenarioKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
