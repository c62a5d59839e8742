package dev.hardstop.browser;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.remote.RemoteWebDriver;

/** The console in a tab of the browser, as a person sees and uses it. */
public final class ConsoleTab {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 50;
  private static final String AXE = resource("/axe.min.js");

  /** What fails without an accident: the answer of the API had a status that is an error. */
  private static final String FAILED_REQUEST = " - Failed to load resource: ";

  private final Browser browser;
  private final RemoteWebDriver driver;
  private final URI address;
  private final List<String> requested = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();

  public ConsoleTab(Browser browser, URI address) {
    this.browser = requireNonNull(browser, "browser is null");
    this.driver = browser.driver();
    this.address = requireNonNull(address, "address is null");
    resize(1280);
    setDark(false);
  }

  /** Loads the page anew at a route such as {@code #/now}, and waits until its view is there. */
  public void open(String route) {
    openAt(address.resolve("/" + route));
    awaitView();
  }

  /** Loads any address, with an empty history of requests and without waiting for a view. */
  void openAt(URI any) {
    driver.get("about:blank");
    requested();
    requested.clear();
    driver.get(any.toString());
  }

  /** Waits until the view of the address bar is complete, and returns its name. */
  String awaitView() {
    return await("a view", () -> {
      Object name = script("""
          const view = document.querySelector('[data-view]');
          const name = location.hash.replace(/^#\\/?/, '').split('?')[0] || 'now';
          const isThere = view && (view.dataset.view === name || view.dataset.view === 'unknown')
            && !view.querySelector('[aria-busy]') && !document.querySelector('dialog [aria-busy]')
            && [...view.querySelectorAll('[data-chart] canvas')].every(it => window.Chart?.getChart(it));
          return isThere ? view.dataset.view : null""");
      return Optional.ofNullable((String) name);
    });
  }

  /** Waits until the address bar shows another route than this, and its view is complete. */
  void awaitRouteAfter(String before) {
    await(
        "another route than " + before,
        () -> Optional.of(route()).filter(it -> !it.equals(before)));
    awaitView();
  }

  /** Clicks a link of the navigation. */
  void goTo(String view) {
    click("#views a[data-to=" + view + "]");
    awaitView();
  }

  /** What comes after the address of the page. */
  String route() {
    return (String) script("return location.hash");
  }

  /** The element, as soon as it is there and can be seen. */
  WebElement find(String css) {
    return await(css, () -> visible(css).stream().findFirst());
  }

  /** The elements that can be seen now. */
  List<WebElement> visible(String css) {
    return driver.findElements(By.cssSelector(css)).stream()
        .filter(WebElement::isDisplayed)
        .toList();
  }

  /** The text that can be seen of an element. */
  String text(String css) {
    return await(css, () -> Optional.of(find(css).getText()));
  }

  /** Waits until the text of an element contains this, and returns the whole. */
  String awaitText(String css, String part) {
    return await(
        "'" + part + "' in " + css,
        () -> visible(css).stream()
            .map(WebElement::getText)
            .filter(it -> it.contains(part))
            .findFirst());
  }

  /** Waits until no such element can be seen. */
  void awaitGone(String css) {
    await("the end of " + css, () -> visible(css).isEmpty() ? Optional.of(css) : Optional.empty());
  }

  void click(String css) {
    await(css, () -> {
      try {
        find(css).click();
        return Optional.of(css);
      } catch (ElementNotInteractableException moving) {
        return Optional.empty();
      }
    });
  }

  /** Replaces what a control contains. */
  void type(String css, String text) {
    WebElement control = find(css);
    control.clear();
    control.sendKeys(text);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Whether the element with the focus matches. */
  boolean hasFocus(String css) {
    return (boolean) script("return document.activeElement.matches(arguments[0])", css);
  }

  /** The element with the focus in the form of the page's source, shortened. */
  String focused() {
    return (String) script("return document.activeElement.outerHTML.slice(0, 200)");
  }

  public Object script(String javaScript, Object... arguments) {
    return driver.executeScript(javaScript, arguments);
  }

  void forgetCookies() {
    driver.manage().deleteAllCookies();
  }

  void back() {
    driver.navigate().back();
    awaitView();
  }

  void forward() {
    driver.navigate().forward();
    awaitView();
  }

  void reload() {
    driver.navigate().refresh();
    awaitView();
  }

  /** @param width of the window in CSS pixels */
  void resize(int width) {
    browser.devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether the system has the dark theme. Nothing moves in either: a picture shows the end of a change. */
  void setDark(boolean dark) {
    browser.devTools(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Whether a page that is opened may use what the browser has loaded for another. */
  void setCache(boolean on) {
    browser.devTools("Network.enable", Map.of());
    browser.devTools("Network.setCacheDisabled", Map.of("cacheDisabled", !on));
  }

  /** Whether the machine has a network. */
  void setOnline(boolean online) {
    browser.devTools("Network.enable", Map.of());
    browser.devTools(
        "Network.emulateNetworkConditions",
        Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Waits until nobody has to scroll sideways: charts follow a change of the window a little later. */
  void awaitFit() {
    await("page as narrow as the window", () -> {
      Object fits = script(
          "const root = document.scrollingElement; return root.scrollWidth <= root.clientWidth");
      return fits.equals(true) ? Optional.of(fits) : Optional.empty();
    });
  }

  /** The whole page, as tall as it is, for a person to look at. */
  void screenshot(String name) {
    awaitFrame();
    Object image = browser.devTools(
        "Page.captureScreenshot",
        Map.of("format", "png", "captureBeyondViewport", true, "optimizeForSpeed", true));
    try {
      Path file = Files.createDirectories(Browser.FOLDER).resolve(name + ".png");
      Files.write(file, Base64.getDecoder().decode((String) ((Map<?, ?>) image).get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The serious and critical violations that axe-core finds, with their first elements. */
  List<String> violations() {
    awaitFrame();
    if (script("return window.axe === undefined").equals(true)) {
      script(AXE);
    }
    List<?> found = (List<?>) driver.executeAsyncScript("""
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
          it => done(it.violations
            .filter(violation => ['serious', 'critical'].includes(violation.impact))
            .map(violation => `${violation.id}: ${violation.nodes.slice(0, 3)
              .map(node => `${node.html} (${node.failureSummary})`).join(' and ')}`)),
          error => done([String(error)]))""");
    return found.stream().map(String.class::cast).toList();
  }

  /** The addresses of all requests since the page was opened, with their methods: GET http://… */
  List<String> requested() {
    for (LogEntry entry : driver.manage().logs().get("performance")) {
      JsonNode message = json(entry.getMessage()).path("message");
      JsonNode request = message.at("/params/request");
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && !request.path("url").asText().equals("about:blank")) {
        requested.add(
            request.path("method").asText() + " " + request.path("url").asText());
      }
    }
    return List.copyOf(requested);
  }

  /** The requests to the API among them: method and path. */
  public List<String> apiRequests() {
    return requested().stream()
        .filter(it -> it.contains("/v1/"))
        .map(it -> it.replace(address.toString(), ""))
        .toList();
  }

  /**
   * What must never happen, whatever is shown: a request to anywhere else, something that the
   * Content-Security-Policy stops, an error of a script.
   */
  List<String> faults() {
    List<String> faults = new ArrayList<>(requested().stream()
        .filter(it -> !it.contains(" " + address + "/") && !it.startsWith("GET data:"))
        .map(it -> "request to another server: " + it)
        .toList());
    for (LogEntry entry : driver.manage().logs().get("browser")) {
      logged.add(entry.getMessage());
    }
    logged.stream().filter(it -> !it.contains(FAILED_REQUEST)).forEach(faults::add);
    return faults;
  }

  /** What a condition returns as soon as it returns anything. */
  private <T> T await(String what, Supplier<Optional<T>> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Optional<T> value = condition.get();
        if (value.isPresent()) {
          return value.get();
        }
      } catch (StaleElementReferenceException replaced) {
        // The page drew itself anew meanwhile: look again.
      }
      if (System.nanoTime() > deadline) {
        screenshot("failed");
        throw new AssertionError("there is no " + what + " at " + driver.getCurrentUrl() + ": "
            + driver.findElement(By.tagName("body")).getText());
      }
      sleep();
    }
  }

  /** Until what was changed has been drawn. */
  private void awaitFrame() {
    driver.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("chromedriver's log is not JSON", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = requireNonNull(ConsoleTab.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
