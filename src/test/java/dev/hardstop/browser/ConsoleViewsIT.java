package dev.hardstop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import dev.hardstop.local.ScenarioCommand;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every view, after weeks in which the mail system of a domain broke. The screenshots are
 * in {@code target/console}: as wide as a laptop's window, 400 pixels wide, and dark.
 */
@ExtendWith({RunningBrowser.class, RunningSystem.class})
class ConsoleViewsIT {
  /** Of the page and everything that it loads. */
  private static final int MOST_BYTES = 400_000;

  private static final int MOST_REQUESTS = 3;

  /** The scenario with this seed has fewer notifications than most. */
  private static final long SEED = 14;

  /** The route of each view, by the name of its screenshots. */
  private static final Map<String, String> ROUTES = new TreeMap<>();

  private static String broken;

  private final LocalApi api;
  private final ConsoleTab tab;

  ConsoleViewsIT(LocalSystem system, Browser browser) {
    this.api = new LocalApi(system.address());
    this.tab = new ConsoleTab(browser, system.address());
  }

  @BeforeAll
  static void play(LocalSystem system) {
    system.forgetEverything();
    LocalApi api = new LocalApi(system.address());
    Scenario scenario = Scenario.of(ScenarioKind.TENANT_BREAKS, SEED);
    ScenarioCommand.play(scenario, api);
    broken = scenario.broken().orElseThrow();
    String address = api.get("/v1/addresses?domain=" + broken)
        .json()
        .at("/addresses/0/address")
        .asText();
    ROUTES.put("now", "#/now");
    ROUTES.put("search", "#/search?q=" + encoded(address));
    ROUTES.put("search-empty", "#/search");
    ROUTES.put("search-unknown", "#/search?q=nobody%40example.net");
    ROUTES.put("domain", "#/domain?name=" + broken);
    ROUTES.put("domain-unknown", "#/domain?name=example.net");
    ROUTES.put("incidents", "#/incidents");
    ROUTES.put("list", "#/list");
    ROUTES.put(
        "explain",
        "#/explain?reply=" + encoded("550 5.4.1 Recipient address rejected: Access denied."));
    ROUTES.put("explain-empty", "#/explain");
  }

  static Stream<String> names() {
    return ROUTES.keySet().stream();
  }

  @AfterEach
  void nothingLeftTheServerAndNoScriptFailed() {
    assertThat(tab.faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyViewIsAccessibleInBothThemesFitsANarrowWindowAndAsksTheApiAtMostThreeTimes(
      String name) {
    tab.open(ROUTES.get(name));
    assertThat(tab.visible("[data-status]")).as("problems").isEmpty();
    assertThat(tab.apiRequests()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
    tab.screenshot(name + "-1280");
    assertThat(tab.violations()).as("light and wide").isEmpty();
    tab.setDark(true);
    tab.screenshot(name + "-dark");
    tab.resize(400);
    tab.awaitFit();
    assertThat(tab.violations()).as("dark and narrow").isEmpty();
    tab.setDark(false);
    tab.screenshot(name + "-400");
  }

  @Test
  void theViewNowLeadsToTheDomainOfAnOpenIncident() {
    tab.open("#/now");
    assertThat(tab.text("#open-incidents")).contains(broken);
    tab.click("#open-incidents a");
    tab.awaitText("#heading", broken);
    assertThat(tab.awaitView()).isEqualTo("domain");
  }

  @Test
  void anybodyAtTheBrokenDomainIsHeldWhileItsIncidentIsOpen() {
    tab.open("#/incidents");
    assertThat(tab.text("main")).contains(broken);
    JsonNode incident = api.get("/v1/incidents").json().at("/incidents/0");
    assertThat(incident.path("scope").asText()).isEqualTo("domain");
    assertThat(incident.path("diagnosis").asText()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(incident.path("domains")).hasToString("[\"" + broken + "\"]");
    JsonNode anybody = api.verdict("somebody-else@" + broken);
    assertThat(anybody.path("state").asText()).isEqualTo("held");
    assertThat(anybody.path("incident").asText()).isEqualTo(incident.path("id").asText());
  }

  @Test
  void theDomainViewShowsWhatIsWrongWithABrokenDomain() {
    new DomainView(tab, api, broken).isAsTheApiSays();
  }

  @Test
  void nowShowsHowManyRecipientsBouncedAndWhichIncidentIsOpen() {
    int bounced = api.get("/v1/overview")
        .json()
        .path("days")
        .valueStream()
        .flatMap(day -> day.path("reasons").valueStream())
        .mapToInt(reason -> reason.path("recipients").asInt())
        .sum();
    assertThat(bounced).isPositive();
    tab.open("#/now");
    assertThat(tab.visible("#never-ran")).isEmpty();
    assertThat(tab.text("[data-field=days-summary]")).startsWith(bounced + " recipient");
    assertThat(tab.text("#open-incidents")).contains(broken);
  }

  @Test
  void thePageAndAllThatItLoadsAreSmall() {
    tab.setCache(false);
    tab.open("#/now");
    for (String view : List.of("search", "domain", "incidents", "list", "explain")) {
      tab.goTo(view);
    }
    long bytes = (long) tab.script("""
        return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .filter(it => !new URL(it.name).pathname.startsWith('/v1/'))
          .reduce((sum, it) => sum + it.encodedBodySize, 0)""");
    tab.setCache(true);
    System.out.println("console: the page and all that it loads: " + bytes / 1000 + " KB");
    assertThat(bytes).isBetween(10_000L, (long) MOST_BYTES);
  }

  @Test
  void everyViewHasAnAddressForBackForwardAndReload() {
    List<String> names = List.of("now", "search", "domain", "incidents", "list", "explain");
    tab.open(ROUTES.get("now"));
    for (String name : names) {
      tab.script("location.hash = arguments[0]", ROUTES.get(name));
      tab.awaitView();
      // Chromium's back leaves out the places that the user did not touch.
      tab.click("#heading");
    }
    for (int i = names.size() - 2; i >= 0; i--) {
      tab.back();
      assertShown(names.get(i));
    }
    for (String name : names.subList(1, names.size())) {
      tab.forward();
      assertShown(name);
      tab.reload();
      assertShown(name);
    }
  }

  private void assertShown(String name) {
    assertThat(tab.awaitView()).isEqualTo(name);
    assertThat(tab.route()).isEqualTo(ROUTES.get(name));
    assertThat((String) tab.script("return document.title")).contains(tab.text("#heading"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
