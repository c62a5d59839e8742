package dev.hardstop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page of {@code bin/hardstop console} shows when there is no answer, or no permission. */
@ExtendWith({RunningBrowser.class, RunningSystem.class})
class ConsoleFaultsIT {
  private static final String GONE = "gone@example.org";
  private static final String SEARCH = "#/search?q=gone%40example.org";

  private static RefusingGateway gateway;
  private static RunningConsole console;

  private final LocalApi api;
  private final ConsoleTab tab;

  ConsoleFaultsIT(LocalSystem system, Browser browser) throws InterruptedException {
    this.api = new LocalApi(system.address());
    this.tab = new ConsoleTab(browser, console.address());
  }

  @BeforeAll
  static void start(LocalSystem system) throws Exception {
    gateway = RefusingGateway.to(system.address());
    console = RunningConsole.start(gateway.url());
  }

  @AfterAll
  static void stop() {
    console.close();
    gateway.close();
  }

  @BeforeEach
  void suppressAnAddress(LocalSystem system) throws InterruptedException {
    system.forgetEverything();
    gateway.allowEverything();
    api.send("access-denied.sqs.json", Instant.now());
    tab.openAt(console.printed());
    tab.awaitView();
  }

  @AfterEach
  void nothingLeftTheServerAndNoScriptFailed() {
    tab.setOnline(true);
    assertThat(tab.faults()).isEmpty();
  }

  @Test
  void theKeyOfThePrintedAddressIsNeededAndIsNeitherShownNorReadable() throws Exception {
    assertThat((String) tab.script("return location.href + document.documentElement.outerHTML"))
        .doesNotContain(console.printed().getQuery().split("=", 2)[1]);
    assertThat(tab.script("return document.cookie")).isEqualTo("");
    tab.goTo("list");
    assertThat(tab.text("#results")).contains(GONE);

    tab.forgetCookies();
    tab.openAt(console.address());
    assertThat(tab.text("body")).contains("bin/hardstop console");
    assertThat(tab.script("return fetch('/v1/suppressions').then(it => it.status)"))
        .isEqualTo(401L);
  }

  @Test
  void aLostConnectionIsNamedAndCanBeTriedAgain() {
    tab.setOnline(false);
    tab.script("location.hash = arguments[0]", SEARCH);
    assertThat(tab.text("[data-status='0']")).contains("The connection is lost");
    assertThat(tab.visible("[data-state=clear]")).isEmpty();
    assertThat(tab.violations()).isEmpty();
    tab.screenshot("lost-connection");

    tab.setOnline(true);
    tab.click("[data-action=retry]");
    tab.find("[data-field=answer] [data-state=suppressed]");
  }

  @Test
  void aReleaseThatIsLostKeepsWhatWasTypedAndCanBeSentAgain() {
    tab.open(SEARCH);
    tab.click("[data-action=release]");
    tab.type("#why", "wrote to us today");
    tab.setOnline(false);
    tab.click("dialog [data-action=confirm]");
    assertThat(tab.text("dialog [data-status='0']")).contains("The connection is lost");
    assertThat(tab.find("#why").getDomProperty("value")).isEqualTo("wrote to us today");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isTrue();

    tab.setOnline(true);
    tab.click("dialog [data-action=confirm]");
    tab.awaitText("dialog", "Recorded");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isFalse();
  }

  @Test
  void aForbiddenActionNamesThePermissionThatIsMissing() {
    gateway.forbid("POST /v1/release");
    tab.open(SEARCH);
    tab.click("[data-action=release]");
    tab.type("#why", "wrote to us today");
    tab.click("dialog [data-action=confirm]");
    assertThat(tab.text("dialog [data-status='403']"))
        .contains("No permission", "execute-api:Invoke", "POST/v1/release");
    assertThat(tab.violations()).isEmpty();
    tab.screenshot("forbidden-action");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isTrue();
  }

  @Test
  void whoMayNotReadHistoriesStillReadsTheVerdict() {
    gateway.forbid("GET /v1/addresses/gone%40example.org/history");
    tab.open(SEARCH);
    tab.find("[data-field=answer] [data-state=suppressed]");
    assertThat(tab.text("[data-field=note]"))
        .contains("GET/v1/addresses/*/history", "execute-api:Invoke");
  }

  @Test
  void noViewShowsAnythingAsClearWhenTheTableIsOutOfReach() {
    gateway.takeTheTableAway("GET /v1/");
    for (String route :
        List.of("#/now", SEARCH, "#/domain?name=example.org", "#/incidents", "#/list")) {
      tab.open(route);
      assertThat(tab.text("[data-status='503']")).contains("The table cannot be reached");
      assertThat(tab.visible("main [data-state=clear]")).as(route).isEmpty();
      assertThat(tab.violations()).as(route).isEmpty();
    }
    tab.screenshot("table-out-of-reach");
    gateway.allowEverything();
    tab.click("[data-action=retry]");
    assertThat(tab.awaitText("#results", GONE)).isNotBlank();
  }
}
