package dev.hardstop.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.CommandExecutor;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;

/**
 * Chromium without a window, with a new profile in {@code target}, driven by chromedriver. Both are
 * the ones that are installed (Debian's chromium and chromium-driver): nothing is ever downloaded.
 */
public final class Browser implements AutoCloseable {
  /** Where screenshots and the log of chromedriver are. */
  static final Path FOLDER = Path.of("target", "console");

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DEVTOOLS = "devtools";

  private final Process chromedriver;
  private final Path profile;
  private final Driver driver;
  private final Thread atExit = new Thread(this::end, "close-browser");

  private Browser(Process chromedriver, Path profile, Driver driver) {
    this.chromedriver = chromedriver;
    this.profile = profile;
    this.driver = driver;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Whether this machine has Chromium and chromedriver. */
  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER);
  }

  /** Starts one and returns when it takes commands. */
  public static Browser start() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path profile = Files.createTempDirectory(FOLDER, "profile-").toAbsolutePath();
    Path log = profile.resolve("chromedriver.log");
    Process chromedriver = new ProcessBuilder(CHROMEDRIVER.toString(), "--port=0")
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      return new Browser(chromedriver, profile, new Driver(port(chromedriver, log), profile));
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(chromedriver);
      throw e;
    }
  }

  /** What the tests drive it with. */
  public RemoteWebDriver driver() {
    return driver;
  }

  /** A command of the Chrome DevTools Protocol. */
  public Object devTools(String command, Map<String, ?> parameters) {
    return driver.devTools(command, parameters);
  }

  /** Ends it with all its processes. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    try {
      driver.quit();
    } catch (WebDriverException e) {
      // Its processes are ended below.
    }
    end(chromedriver);
    remove(profile);
  }

  private static void end(Process chromedriver) {
    List<ProcessHandle> all = new ArrayList<>(chromedriver.descendants().toList());
    all.add(chromedriver.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        each -> each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
  }

  private static int port(Process chromedriver, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (chromedriver.isAlive() && System.nanoTime() < deadline) {
      Matcher port = PORT.matcher(Files.readString(log));
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException("chromedriver did not start: " + Files.readString(log));
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      System.err.println("browser: " + folder + " could not be removed: " + e);
    }
  }

  /** A driver that also knows chromedriver's own command for the DevTools Protocol. */
  private static final class Driver extends RemoteWebDriver {

    Driver(int port, Path profile) {
      super(executor(URI.create("http://127.0.0.1:" + port)), capabilities(profile));
    }

    private static CommandExecutor executor(URI chromedriver) {
      ClientConfig config =
          ClientConfig.defaultConfig().baseUri(chromedriver).readTimeout(PATIENCE);
      CommandInfo devTools =
          new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST);
      return new HttpCommandExecutor(
          HttpClient.Factory.createDefault().createClient(config),
          Map.of(DEVTOOLS, devTools),
          config.baseUrl());
    }

    private static MutableCapabilities capabilities(Path profile) {
      return new MutableCapabilities(Map.of(
          "browserName",
          "chrome",
          "goog:chromeOptions",
          Map.of(
              "binary",
              CHROMIUM.toString(),
              "args",
              List.of(
                  "--headless",
                  // A build may run as root, for whom Chromium's own sandbox does not start.
                  "--no-sandbox",
                  "--disable-gpu",
                  // All pages in one process: the start of another takes longer than a page.
                  "--process-per-site",
                  "--disable-site-isolation-trials",
                  "--disable-dev-shm-usage",
                  "--disable-quic",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--no-first-run",
                  "--hide-scrollbars",
                  "--lang=en-GB",
                  "--user-data-dir=" + profile)),
          "goog:loggingPrefs",
          Map.of("browser", "ALL", "performance", "ALL")));
    }

    Object devTools(String command, Map<String, ?> parameters) {
      return execute(DEVTOOLS, Map.of("cmd", command, "params", parameters)).getValue();
    }
  }
}
