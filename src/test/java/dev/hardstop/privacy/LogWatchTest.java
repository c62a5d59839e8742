package dev.hardstop.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hardstop.http.LargestItemsProgram;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.TestPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log watch itself: it listens to the log, finds fragments, and receives every event. */
class LogWatchTest {
  private static final Logger LOG = Logger.getLogger("dev.hardstop.privacy.Example");
  private static final JavaClasses CODE = new ClassFileImporter().importPackages("dev.hardstop");
  private static final String EVENT = """
      {"Records":[{"body":"{\\"Message\\":\\"{\\\\\\"mail\\\\\\":\
      {\\\\\\"destination\\\\\\":[\\\\\\"Gone.Person@example.org\\\\\\"],\
      \\\\\\"commonHeaders\\\\\\":{\\\\\\"subject\\\\\\":\\\\\\"Your order number seven\\\\\\"}}}\\"}"},
      {"why":"she phoned"}]}""";

  private final LeakCheck leakCheck = new LeakCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kept for gone.person@example.org",
        "kept for <GONE.PERSON@EXAMPLE.ORG>: no",
        "{\"message\":\"gone.person@example.org\"}",
        "kept for gone.person at example.org",
        "kept for Gone.Person@***",
        "the order number seven is late",
        "(your Order, number)",
        "She phoned."
      })
  void aLineWithAFragmentOfAnEventIsFound(String line) {
    leakCheck.given(EVENT.getBytes(StandardCharsets.UTF_8));
    leakCheck.logged(line);
    assertThatThrownBy(leakCheck::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("what went in was logged");
    assertThatCode(leakCheck::check).as("reported once").doesNotThrowAnyException();
  }

  /** Each text of the JSON is checked alone, with its escapes decoded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"She phoned\",\"mdc\":{}}",
        "{\"message\":\"Kept\",\"mdc\":{\"why\":\"she phoned\"},\"threadName\":\"main\"}",
        "{\"message\":\"late: order number seven\",\"threadName\":\"main\"}",
        "{\"message\":\"x:\\ngone.person@example.org\"}",
        "{\"message\":\"of \\\"gone.person@example.org\\\"\"}",
        "{\"message\":\"\\u0067one.person\\u0040example.org\"}",
        "{\"message\":\"Kept\",\"mdc\":{\"gone.person@example.org\":1}}",
        "{\"exception\":{\"frames\":[{\"class\":\"Gone.Person\"}]}}"
      })
  void aPrintedLineWithAFragmentOfAnEventIsFound(String line) {
    leakCheck.given(EVENT.getBytes(StandardCharsets.UTF_8));
    leakCheck.printed(line);
    assertThatThrownBy(leakCheck::check).hasMessageContaining("what went in was logged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kept",
        "[\"kept\"]",
        "\"kept\"",
        "{\"message\":\"kept\"} and more",
        "{\"message\":\"kept",
        "WARNING: kept",
        "at last"
      })
  void aPrintedLineThatIsNotJsonIsFound(String line) {
    leakCheck.printed(line);
    assertThatThrownBy(leakCheck::check).hasMessageContaining("no JSON object");
  }

  /** Lambda's runtime for Java prints it like this when a function is invoked directly. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid JSON: dev.hardstop.sesevent.SesEventReader.InvalidSesEventException",
        "dev.hardstop.sesevent.SesEventReader.InvalidSesEventException: invalid JSON",
        "\tat dev.hardstop.ses.Envelope.parse(Envelope.java:1)",
        "Caused by: java.io.IOException: closed",
        "\t... 7 more",
        ""
      })
  void theStackTraceOfAHandlerIsAccepted(String line) {
    leakCheck.printed(line);
    assertThatCode(leakCheck::check).doesNotThrowAnyException();
    leakCheck.given("invalid JSON: closed".getBytes(StandardCharsets.UTF_8));
    leakCheck.printed("invalid JSON: closed: java.io.IOException");
    assertThatThrownBy(leakCheck::check)
        .as("the text of a trace is checked")
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kept for ***@example.org", "order 7 of example.org", "she was called", ""})
  void aLineWithoutAFragmentOfTheEventIsAccepted(String line) {
    leakCheck.given(EVENT.getBytes(StandardCharsets.UTF_8));
    leakCheck.logged(line);
    assertThatCode(leakCheck::check).doesNotThrowAnyException();
  }

  @Test
  void aBase64EncodedEventIsDecoded() {
    leakCheck.given("{\"isBase64Encoded\":true,\"body\":\"Ym9iQGV4YW1wbGUub3Jn\"}".getBytes());
    leakCheck.logged("kept for bob@example.org");
    assertThatThrownBy(leakCheck::check).isInstanceOf(AssertionError.class);
  }

  @Test
  void aFullLeakCheckComparesBeforeItIsEmptied() {
    LeakCheck small = new LeakCheck(1_000);
    small.given("bob@example.org".getBytes());
    small.logged("kept for bob@example.org");
    for (int i = 0; i < 3_000; i++) {
      small.given(("user" + i + "@example.org").getBytes());
    }
    assertThatThrownBy(small::check).hasMessageContaining("bob@example.org");
  }

  /** Checks the log of this test; only the logger passes lines to the watch. */
  @Test
  void messagesFieldsAndExceptionsAreCheckedAtEveryLevel() {
    LogWatch.given("bob@example.org ann@example.org carl@example.org dora@example.org".getBytes());
    assertIsFound(() -> LOG.trace("kept for bob@example.org"));
    assertIsFound(() -> LOG.debug("kept for ann@example.org"));
    assertIsFound(() -> LOG.error("failed", new IllegalStateException("about carl@example.org")));
    assertIsFound(() -> {
      MDC.put("who", "dora@example.org");
      LOG.info("kept");
      MDC.remove("who");
    });
  }

  @Test
  void theOutputOfAFunctionIsChecked() throws Exception {
    Path file = Files.createDirectories(TestPackage.LOGS).resolve("watch.txt");
    OutputFiles output = new OutputFiles(".txt");
    Files.writeString(
        file,
        "kept for bob@example.org ü\nhalf a li",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(output.added()).containsExactly("kept for bob@example.org ü");
    Files.writeString(file, "ne\n", StandardOpenOption.APPEND);
    assertThat(output.added()).containsExactly("half a line");
  }

  /** Every caller of a handler or a process must pass its events to the log watch. */
  @Test
  void everyCallOfAHandlerPassesItsEventToTheLogWatch() {
    Set<String> doors = new HashSet<>(callers(LogWatch.class.getName(), "given"));
    // A program of its own, in whose process there is no watch.
    doors.add(LargestItemsProgram.class.getName());
    assertThat(callers("", "handleRequest")).isNotEmpty().isSubsetOf(doors);
    assertThat(callers("dev.hardstop.local.RuntimeApi", "submit"))
        .as("which shows its events to the watch: FunctionLogsIT")
        .containsExactly(ExecutionEnvironment.class.getName());
  }

  /**
   * The level of the tests of the packaged functions; lines of a lower level would not be checked.
   */
  @Test
  void noCodeLogsBelowTheLevelOfTheTests() {
    assertThat(TestPackage.ALL_LEVELS).containsValue("DEBUG");
    for (String method : List.of("trace", "tracef", "tracev", "isTraceEnabled")) {
      assertThat(callers("org.jboss.logging.Logger", method))
          .isSubsetOf(LogWatchTest.class.getName());
    }
    assertThat(callers("org.jboss.logging.Logger", "debugf")).isNotEmpty();
  }

  private static Set<String> callers(String owner, String method) {
    return CODE.stream()
        .flatMap(each -> each.getMethodCallsFromSelf().stream())
        .filter(call -> isTo(call, owner, method))
        .map(call -> call.getOriginOwner().getName())
        .collect(Collectors.toSet());
  }

  private static boolean isTo(JavaMethodCall call, String owner, String method) {
    return call.getName().equals(method)
        && (owner.isEmpty() || call.getTargetOwner().getName().equals(owner));
  }

  private static void assertIsFound(Runnable leak) {
    byte[] all = "bob@example.org ann@example.org carl@example.org dora@example.org".getBytes();
    LogWatch.given(all);
    leak.run();
    assertThatThrownBy(LogWatch.leakCheck()::check).isInstanceOf(AssertionError.class);
  }
}
