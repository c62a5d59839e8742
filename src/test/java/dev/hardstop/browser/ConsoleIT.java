package dev.hardstop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.Soak;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import dev.hardstop.local.ScenarioCommand;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** What a person does with the page of the local system: reads why an address gets no mail, and acts. */
@ExtendWith({RunningBrowser.class, RunningSystem.class})
class ConsoleIT {
  private static final String GONE = "gone@example.org";
  private static final String SEARCH = "#/search?q=gone%40example.org";

  private final LocalSystem system;
  private final LocalApi api;
  private final ConsoleTab tab;

  ConsoleIT(LocalSystem system, Browser browser) {
    this.system = system;
    this.api = new LocalApi(system.address());
    this.tab = new ConsoleTab(browser, system.address());
  }

  @BeforeEach
  void forgetEverything() {
    system.forgetEverything();
  }

  @AfterEach
  void nothingLeftTheServerAndNoScriptFailed() {
    assertThat(tab.faults()).isEmpty();
  }

  @Test
  void supportReadsWhyAnAddressGetsNoMailAndReleasesIt() {
    api.send("access-denied.sqs.json", Instant.now());
    tab.open("#/now");
    tab.type("#search-box", GONE);
    tab.press(Keys.ENTER);
    assertThat(tab.awaitView()).isEqualTo("search");
    assertThat(tab.route()).isEqualTo(SEARCH);

    tab.find("[data-field=answer] [data-state=suppressed]");
    assertThat(tab.text("[data-field=reply]")).contains("550 5.4.1", "Access denied");
    assertThat(tab.text("[data-field=ses-bounce-type]")).contains("Transient");
    assertThat(tab.text("[data-field=tell-user]")).isNotBlank();
    assertThat(tab.text("[data-field=timeline] [data-kind=bounce]")).contains("Access denied");

    tab.click("[data-action=release]");
    assertThat(tab.violations()).as("in the dialog").isEmpty();
    assertThat(tab.text("dialog [data-field=effects]")).contains("will no longer count");
    tab.click("dialog [data-action=confirm]");
    assertThat(tab.apiRequests()).as("without a reason").noneMatch(it -> it.startsWith("POST"));
    tab.type("#why", "wrote to us today");
    tab.click("dialog [data-action=confirm]");
    assertThat(tab.awaitText("dialog", "Recorded")).contains("wrote to us today");
    tab.click("dialog [data-action=close]");

    tab.find("[data-field=answer] [data-state=clear]");
    assertThat(tab.text("[data-kind=action]")).contains("Release", "wrote to us today");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isFalse();
  }

  @Test
  void nowHasItsScalesAndItsChartBeforeAnythingHasHappened() {
    tab.open("#/now");
    assertThat(tab.text("#never-ran")).contains("has not run yet");
    assertThat(marks("bounce"))
        .as("of a day and of a week")
        .containsExactly("0.48", "2", "5", "10", "0.48", "2", "5", "10");
    assertThat(marks("complaint")).containsExactly("0.1", "0.5", "0.1", "0.5");
    assertThat(tab.visible("#bounces-per-day canvas")).hasSize(1);
    assertThat(tab.text("#open-incidents")).contains("No incident is open");
  }

  private List<String> marks(String kind) {
    return tab.visible("[data-field=" + kind + "-rate] [data-mark]").stream()
        .map(mark -> mark.getDomAttribute("data-mark"))
        .toList();
  }

  @Test
  void supportSuppressesAnAddressUntilADay() {
    LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(10);
    tab.open(SEARCH);
    assertThat(tab.text("[data-field=summary]")).contains("Nothing is known");
    tab.click("[data-action=suppress]");
    assertThat(tab.violations()).as("in the dialog").isEmpty();
    tab.script(
        "const day = document.getElementById('until'); day.value = arguments[0];"
            + " day.dispatchEvent(new Event('input', {bubbles: true}))",
        until.toString());
    assertThat(tab.text("dialog [data-field=effects]")).contains("Mail may be tried again from");
    tab.type("#why", "left the company");
    tab.click("dialog [data-action=confirm]");
    tab.click("dialog [data-action=close]");

    tab.find("[data-field=answer] [data-state=suppressed]");
    JsonNode verdict = api.verdict(GONE);
    assertThat(verdict.path("until").asText()).isEqualTo(until.toString());
    assertThat(verdict.at("/manualAction/why").asText()).isEqualTo("left the company");
  }

  @Test
  void supportSuppressesAWholeDomainAndReleasesIt() {
    tab.open("#/domain?name=example.org");
    tab.click("[data-action=suppress-domain]");
    assertThat(tab.text("dialog [data-field=effects]")).contains("every address of example.org");
    tab.type("#why", "the company has closed");
    tab.click("dialog [data-action=confirm]");
    assertThat(tab.awaitText("dialog", "Recorded")).contains("@example.org", "Suppressed");
    tab.click("dialog [data-action=close]");
    tab.awaitGone("dialog");
    tab.awaitView();
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isTrue();

    tab.click("[data-action=release-domain]");
    tab.type("#why", "it has opened again");
    tab.click("dialog [data-action=confirm]");
    tab.awaitText("dialog", "Recorded");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isFalse();
  }

  @Test
  void supportExcludesADayOnWhichAReceiverAnsweredWrongly() {
    api.feedback(BounceEvent.of(GONE, Instant.now(), "550 5.1.1 User unknown"));
    tab.open(SEARCH);
    tab.find("[data-field=answer] [data-state=suppressed]");
    tab.click("[data-action=exclude-days]");
    assertThat(tab.violations()).as("in the dialog").isEmpty();
    tab.type("#why", "their directory was empty");
    tab.click("dialog [data-action=confirm]");
    tab.click("dialog [data-action=close]");
    tab.find("[data-field=answer] [data-state=clear]");
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isFalse();
  }

  @Test
  void aBounceMailOfSeveralRecipientsSaysOnceWhichOneIsExplained() {
    String mail = "Final-Recipient: rfc822; bob@example.org\nAction: delayed\nStatus: 4.2.2\n\n"
        + "Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.1.1\n";
    tab.open("#/explain?reply=" + URLEncoder.encode(mail, StandardCharsets.UTF_8));
    assertThat(tab.text("[data-field=recipients]")).contains("2 recipients");
    assertThat(tab.visible("[data-field=recipients]")).hasSize(1);
  }

  /** What a stranger's mail server answered, and what a stranger's link contains, is text. */
  @Test
  void wordsOfAReceiverAreNeverMarkupAndNeverTurnTheTextAround() {
    String words = "<img src=x onerror=\"window.hacked=1\"></dd><script>window.hacked=1</script>"
        + " \u202Edrawkcab\u202C \u2067\u0627\u0628\u062A \u0007 User unknown";
    api.feedback(BounceEvent.of(GONE, Instant.now(), "550 5.1.1 " + words));
    tab.open(SEARCH);
    assertThat(tab.text("[data-field=reply]")).contains("<img", "User unknown");
    assertHarmless();

    String encoded = URLEncoder.encode(words, StandardCharsets.UTF_8).replace("+", "%20");
    for (String route :
        new String[] {"search?q=", "domain?name=", "explain?reply=", "list?domain="}) {
      tab.open("#/" + route + encoded);
      assertHarmless();
    }
  }

  private void assertHarmless() {
    assertThat(tab.script("return window.hacked ?? null")).isNull();
    assertThat(tab.visible("main img, main script")).isEmpty();
    assertThat((String)
            tab.script("return document.title + document.getElementById('main').innerText"))
        .doesNotContain("\u202E", "\u2067", "\u0007");
    assertThat(tab.script("return [...document.querySelectorAll('h1, h2, nav')]"
            + ".filter(it => getComputedStyle(it).direction !== 'ltr').length"))
        .isEqualTo(0L);
  }

  /** The fourth, whose domain breaks, is what {@link ConsoleViewsIT} shows in every build. */
  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void theDomainViewShowsTheDiagnosisOfEveryScenario(ScenarioKind kind) {
    Scenario scenario = Scenario.of(kind, 1);
    ScenarioCommand.play(scenario, api);
    DomainView domain = new DomainView(tab, api, domainOf(scenario));
    domain.isAsTheApiSays();
    tab.screenshot("scenario-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The domain of the newest incident; of the first bounce where there is none. */
  private String domainOf(Scenario scenario) {
    JsonNode incident = api.get("/v1/incidents").json().at("/incidents/0/domains/0");
    return incident.isMissingNode()
        ? scenario.feedback().stream()
            .filter(Bounce.class::isInstance)
            .map(it -> it.recipient().orElseThrow().domain())
            .findFirst()
            .orElseThrow()
        : incident.asText();
  }

  @Test
  void anAddressIsFoundAndReleasedWithTheKeyboardAlone() {
    api.send("access-denied.sqs.json", Instant.now());
    tab.open("#/now");
    tab.press("/");
    assertThat(tab.hasFocus("#search-box")).as(tab.focused()).isTrue();
    tab.press(GONE, Keys.ENTER);
    tab.find("[data-field=answer]");
    tabTo("[data-action=release]");

    tab.press(Keys.ENTER);
    tab.find("dialog");
    assertThat(tab.hasFocus("dialog *")).as(tab.focused()).isTrue();
    tab.press(Keys.ESCAPE);
    tab.awaitGone("dialog");
    assertThat(tab.hasFocus("[data-action=release]")).as(tab.focused()).isTrue();

    tab.press(Keys.ENTER);
    tabTo("#why");
    tab.press("wrote to us today", Keys.ENTER);
    tab.awaitText("dialog", "Recorded");
    assertThat(tab.hasFocus("dialog [data-action=close]")).as(tab.focused()).isTrue();
    tab.press(Keys.ENTER);
    tab.find("[data-field=answer] [data-state=clear]");
    tab.awaitView();
    assertThat(tab.hasFocus("main *")).as(tab.focused()).isTrue();
    assertThat(api.verdict(GONE).path("suppressed").asBoolean()).isFalse();
  }

  /** Presses Tab until the element has the focus, which must be seen on everything on the way. */
  private void tabTo(String css) {
    for (int presses = 0; !tab.hasFocus(css); presses++) {
      assertThat(presses)
          .as("Tab does not lead to " + css + "; at " + tab.focused())
          .isLessThan(60);
      tab.press(Keys.TAB);
      assertThat(tab.script("""
          const style = getComputedStyle(document.activeElement);
          return document.activeElement === document.body || parseFloat(style.outlineWidth) > 0
            && style.outlineStyle !== 'none' || style.boxShadow !== 'none'"""))
          .as("the focus cannot be seen on " + tab.focused())
          .isEqualTo(true);
    }
  }
}
