package dev.hardstop.privacy;

import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.TestPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Listens to all that Hardstop logs at every level, in this JVM and in the processes of the packaged
 * functions, and fails the test in which something of an event stands in a line, or in which a
 * function prints anything but JSON. JUnit registers it
 * for every test (META-INF/services); {@link #given} is told what goes in.
 */
public final class LogWatch implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Logger HARDSTOP = Logger.getLogger("dev.hardstop");

  /** Where the watch is told: one for the whole JVM, whichever class loader asks. */
  private static final String EVENT_SINK = LogWatch.class.getName();

  /**
   * A fuzzer looks for new ways through the code, and those of the watch are none of them. The
   * inputs it keeps are watched where they are given to the packaged functions.
   */
  private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

  private static final LeakCheck LEAK_CHECK = new LeakCheck();
  private static final OutputFiles FUNCTIONS = new OutputFiles(".log");
  private static final OutputFiles PROGRAMS = new OutputFiles(".txt");
  private static final Handler LISTENER = new Listener();

  /** An event that is handed to a function: nothing of it may be logged from now on. */
  public static void given(byte[] event) {
    if (FUZZING) {
      return;
    }
    if (!(System.getProperties().get(EVENT_SINK) instanceof OutputStream watch)) {
      throw new IllegalStateException("nobody watches the log");
    }
    try {
      watch.write(event);
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  /** How many events the watch was told of. */
  public static long events() {
    return LEAK_CHECK.events();
  }

  static LeakCheck leakCheck() {
    return LEAK_CHECK;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    System.getProperties().put(EVENT_SINK, new EventSink());
    ExecutionEnvironment.showEventsTo(LogWatch::given);
    ExecutionEnvironment.alwaysSet(TestPackage.ALL_LEVELS);
    listen();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    listen();
  }

  /** Again for each test: a framework that starts within a test sets the log up anew. */
  private static void listen() {
    HARDSTOP.removeHandler(LISTENER);
    HARDSTOP.addHandler(LISTENER);
    HARDSTOP.setLevel(Level.ALL);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    FUNCTIONS.added().forEach(LEAK_CHECK::printed);
    PROGRAMS.added().forEach(LEAK_CHECK::logged);
    LEAK_CHECK.check();
  }

  /** Of a type that all class loaders share: Quarkus loads the tests of a function once more. */
  private static final class EventSink extends OutputStream {
    @Override
    public void write(int single) {
      throw new UnsupportedOperationException("events come in one piece");
    }

    @Override
    public void write(byte[] event, int from, int length) {
      LEAK_CHECK.given(Arrays.copyOfRange(event, from, from + length));
    }
  }

  private static final class Listener extends Handler {
    private final PatternFormatter message = new PatternFormatter("%s");
    private final PatternFormatter exception = new PatternFormatter("%e");

    @Override
    public void publish(LogRecord line) {
      ExtLogRecord taken = ExtLogRecord.wrap(line);
      taken.copyMdc();
      LEAK_CHECK.logged(message.format(taken));
      taken.getMdcCopy().values().forEach(LEAK_CHECK::logged);
      LEAK_CHECK.logged(exception.format(taken));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
