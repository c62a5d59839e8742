package dev.hardstop.bench;

import dev.hardstop.browser.Browser;
import dev.hardstop.browser.ConsoleTab;
import dev.hardstop.dynamodb.ManyDossiers;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSettings;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.ScenarioCommand;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How long the console takes to show each of its views, from the request for the page to the complete
 * view, against a local system with many dossiers: docs/console.md has the command. The browser loads
 * the page anew each time; its files are in the browser's cache except for the first time. Browser,
 * functions and table share the processors of the machine.
 */
public final class ConsoleBenchmark {
  private static final int ROUNDS = 20;
  private static final int ADDRESSES_OF_A_DOMAIN = 20;

  /** When the view that a page shows first was complete and drawn, in ms since the page was requested. */
  private static final String STOPWATCH = """
      new MutationObserver((changes, observer) => {
        const body = document.querySelector('[data-view] .view-body');
        if (body && body.hasChildNodes() && !body.hasAttribute('aria-busy')) {
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => { window.shownAt = performance.now(); }));
        }
      }).observe(document, {subtree: true, childList: true, attributes: true});
      """;

  private ConsoleBenchmark() {}

  /** @param arguments the zip of the function; without one {@code target/function.zip} */
  public static void main(String... arguments) throws Exception {
    int dossiers = Integer.getInteger("console.dossiers", 100_000);
    Path zip = Path.of(arguments.length > 0 ? arguments[0] : "target/function.zip");
    LocalSettings settings = new LocalSettings(
        0, Path.of("template.yaml"), zip, handler -> Redirect.DISCARD, 1, Map.of());
    try (LocalSystem system = LocalSystem.start(settings);
        Browser browser = Browser.start()) {
      List<String> routes = fill(system, dossiers);
      System.out.printf(
          Locale.ROOT, "| %,d dossiers | median | slowest | requests to the API |%n", dossiers);
      System.out.println("|---|---|---|---|");
      ConsoleTab tab = new ConsoleTab(browser, system.address());
      browser.devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", STOPWATCH));
      System.out.printf(
          Locale.ROOT, "| #/now, nothing in the cache | %.0f ms | | |%n", shownAt(tab, "#/now"));
      for (String route : routes) {
        measure(tab, route);
      }
    }
    // DynamoDB Local leaves threads behind.
    System.exit(0);
  }

  private static List<String> fill(LocalSystem system, int dossiers) {
    LocalApi api = new LocalApi(system.address());
    Scenario scenario = Scenario.of(ScenarioKind.TENANT_BREAKS, 1);
    ScenarioCommand.play(scenario, api);
    String broken = scenario.broken().orElseThrow();
    String address = api.get("/v1/addresses?domain=" + broken)
        .json()
        .at("/addresses/0/address")
        .asText();
    try (DynamoDbClient client = system.database().client()) {
      // DynamoDB Local reads all records of a stream at each write to its table.
      client.updateTable(it -> it.tableName(LocalSystem.TABLE)
          .streamSpecification(stream -> stream.streamEnabled(false)));
      ManyDossiers.copy(
          client,
          LocalSystem.TABLE,
          address,
          IntStream.range(0, dossiers)
              .mapToObj(i -> "person" + i + "@d" + i / ADDRESSES_OF_A_DOMAIN + ".example.com")
              .toList());
    }
    return List.of(
        "#/now",
        "#/search?q=" + address.replace("@", "%40"),
        "#/domain?name=" + broken,
        "#/incidents",
        "#/list",
        "#/explain?reply=550%205.1.1%20User%20unknown");
  }

  private static void measure(ConsoleTab tab, String route) {
    List<Double> times = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      times.add(shownAt(tab, route));
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f ms | %.0f ms | %d |%n",
        route.split("[?]", 2)[0],
        sorted[ROUNDS / 2],
        sorted[ROUNDS - 1],
        tab.apiRequests().size());
  }

  private static double shownAt(ConsoleTab tab, String route) {
    tab.open(route);
    return ((Number) tab.script("return window.shownAt ?? performance.now()")).doubleValue();
  }
}
