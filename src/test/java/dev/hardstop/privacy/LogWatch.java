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
 * Listens to everything that Hardstop logs at every level, in this JVM and in the processes of the
 * packaged functions. It fails a test in which a line contains a fragment of an event, or in which
 * a function prints anything but JSON. JUnit registers it for every test (META-INF/services);
 * callers of handlers pass their events to {@link #given}.
 */
public final class LogWatch implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Logger HARDSTOP = Logger.getLogger("dev.hardstop");

  /** The system property with the receiver of events: one for all class loaders of the JVM. */
  private static final String EVENT_SINK = LogWatch.class.getName();

  /**
   * A fuzzer looks for new paths through the code, and paths of the log watch would distract it.
   * The inputs that it keeps are checked when tests pass them to the packaged functions.
   */
  private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

  private static final LeakCheck LEAK_CHECK = new LeakCheck();
  private static final OutputFiles FUNCTIONS = new OutputFiles(".log");
  private static final OutputFiles PROGRAMS = new OutputFiles(".txt");
  private static final Handler LISTENER = new Listener();

  /**
   * Passes in an event that a function receives; from now on no line may contain a fragment of it.
   */
  public static void given(byte[] event) {
    if (FUZZING) {
      return;
    }
    if (!(System.getProperties().get(EVENT_SINK) instanceof OutputStream watch)) {
      throw new IllegalStateException("no log watch is registered");
    }
    try {
      watch.write(event);
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  /** The number of events that were passed in. */
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

  /** Repeated for each test, because a framework that starts in a test resets the log. */
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

  /**
   * It extends a type that all class loaders share, because Quarkus loads test classes a second
   * time.
   */
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
