package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final List<ExtLogRecord> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger("dev.hardstop.http");
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord line) {
      ExtLogRecord taken = ExtLogRecord.wrap(line);
      taken.copyMdc();
      lines.add(taken);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void aLineNamesTheRouteAndNeverThePath() {
    new ApiFunctions().check(HttpEvent.address("bob@example.com").requestId("request-7"));
    assertThat(lines).hasSize(1);
    assertThat(message(lines.get(0))).isEqualTo("GET /v1/addresses/{address}: 200");
    assertThat(lines.get(0).getMdcCopy())
        .isEqualTo(Map.of(
            "requestId", "request-7",
            "route", "GET /v1/addresses/{address}",
            "status", "200"));
  }

  @Test
  void theFieldsOfARequestAreRemovedBeforeTheNext() {
    ApiFunctions api = new ApiFunctions();
    api.check(HttpEvent.get("/v1/health"));
    api.check(HttpEvent.get("/v1/secret-path"));
    assertThat(lines.get(1).getMdcCopy()).doesNotContainKey("route").containsEntry("status", "404");
    assertThat(message(lines.get(1))).isEqualTo("none: 404");
  }

  @Test
  void anUnavailableTableIsLoggedWithoutAddresses() {
    new ApiFunctions(new UnavailableTable()).check(HttpEvent.address("bob@example.com"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).getLevel()).isEqualTo(org.jboss.logmanager.Level.ERROR);
    assertThat(message(lines.get(0)))
        .isEqualTo("The table is unavailable: IllegalStateException: no answer about ***");
    assertThat(lines.get(0).getThrown()).isNull();
  }

  @Test
  void anUnreadableItemIsLoggedWithItsDomainAndAttribute() {
    new ApiFunctions((ReadOnlyDossierTable) subjects -> {
          throw UnreadableItemException.dossier(
              Subject.parse("bob@example.com"), "matches#some-rule");
        })
        .check(HttpEvent.address("bob@example.com"));
    assertThat(message(lines.get(0)))
        .startsWith("An item of the table cannot be read: the dossier of ")
        .endsWith("@example.com is unreadable at matches#some-rule")
        .doesNotContain("bob");
  }

  @Test
  void aFaultIsLoggedWithItsStackTraceAndWithoutItsMessage() {
    new ApiFunctions((ReadOnlyDossierTable) AccessLogTest::fault)
        .check(HttpEvent.address("bob@example.com"));
    assertThat(lines).hasSize(2);
    assertThat(message(lines.get(0))).isEqualTo("A request failed");
    assertThat(everythingOf(lines.get(0)))
        .contains("IllegalStateException", "ApiFunctions", "NumberFormatException")
        .doesNotContain("bob", "@");
  }

  @Test
  void noLineContainsTextOfTheRequest() {
    for (ApiFunctions api : List.of(new ApiFunctions(), new ApiFunctions(new UnavailableTable()))) {
      api.check(HttpEvent.address("secret@secret.example").query("secret=1"));
      api.check(HttpEvent.get("/v1/secret"));
      api.check(HttpEvent.of("SECRET", "/v1/check"));
      api.check(HttpEvent.post("/v1/check", "secret"));
      api.check(HttpEvent.post("/v1/check", "{\"secret\":1}"));
      api.check(
          HttpEvent.post("/v1/check", "{\"addresses\":[\"secret@secret.example\",\"secret\"]}"));
      api.desk(
          HttpEvent.post("/v1/release", "{\"subject\":\"secret@x.example\",\"why\":\"secret\"}"));
      api.desk(HttpEvent.post("/v1/suppress", "{\"subject\":\"secret\",\"why\":\"secret\"}"));
    }
    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(line -> assertThat(everythingOf(line)).doesNotContainIgnoringCase("secret"));
  }

  /** An unexpected exception while the table is read. */
  private static ReadResults<Subject, Dossier> fault(Set<Subject> subjects) {
    throw new IllegalStateException(
        "about " + subjects.iterator().next().key(), new NumberFormatException("bob"));
  }

  private static String message(ExtLogRecord line) {
    return new PatternFormatter("%s").format(line);
  }

  private static String everythingOf(ExtLogRecord line) {
    StringWriter all = new StringWriter();
    all.write(message(line) + line.getMdcCopy());
    if (line.getThrown() != null) {
      line.getThrown().printStackTrace(new PrintWriter(all));
    }
    return all.toString();
  }
}
