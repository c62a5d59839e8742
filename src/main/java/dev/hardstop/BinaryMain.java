package dev.hardstop;

import dev.hardstop.lambda.FailureText;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.ProxySelector;
import org.jboss.logging.Logger;

/**
 * Starts the native binary, which polls Lambda's runtime API. The JVM package does not come through
 * here: Lambda's own runtime calls its handler.
 */
@QuarkusMain
public final class BinaryMain {
  private static final Logger LOG = Logger.getLogger(BinaryMain.class);

  /** The property that {@code jakarta.json.spi.JsonProvider.provider()} reads first. */
  private static final String JSON_PROVIDER = "jakarta.json.provider";

  private BinaryMain() {}

  /** Runs the application until Lambda ends the process. */
  public static void main(String... args) {
    Thread.setDefaultUncaughtExceptionHandler(BinaryMain::log);
    // The four log formatters of Quarkus would search for the provider twice each.
    System.setProperty(JSON_PROVIDER, "org.eclipse.parsson.JsonProviderImpl");
    // No proxy is needed. With the default selector, the client of the runtime API would build a
    // URI and ask for a proxy twice in each event.
    ProxySelector.setDefault(null);
    Quarkus.run(args);
  }

  /**
   * Logs the exception that ended a thread in one line without addresses. The JDK would print the
   * exception's message as it is and a trace of many lines, which is not JSON.
   */
  static void log(Thread ended, Throwable uncaught) {
    LOG.errorf("The thread %s has ended: %s", ended.getName(), FailureText.of(uncaught));
  }
}
