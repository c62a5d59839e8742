package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.cli.ImportRun.Sweep;
import dev.hardstop.cli.LineScreening.LeftOut;
import dev.hardstop.imports.ImportLine;
import dev.hardstop.imports.ImportLine.LineKind;
import dev.hardstop.imports.SourcePosition;
import dev.hardstop.imports.UnreadableLine;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.smtp.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the lines of an input are sent, counted, and not lost. */
class ImportRunTest {
  private static final Instant TIME = Instant.parse("2026-11-03T09:00:00Z");

  @TempDir
  private Path folder;

  private final List<ImportLine> lines = new ArrayList<>();
  private final List<UnreadableLine> unreadable = new ArrayList<>();
  private final Destination destination = new Destination();
  private final List<Long> progress = new ArrayList<>();

  /** It takes what a test says, until it is cut off. */
  private static final class Destination implements ImportDestination {
    private final List<String> taken = new ArrayList<>();
    private Predicate<String> refuses = body -> false;
    private int cutOffAfter = Integer.MAX_VALUE;

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Map<Integer, String> send(List<String> bodies) throws InterruptedException {
      Map<Integer, String> refused = new TreeMap<>();
      for (int i = 0; i < bodies.size(); i++) {
        if (refuses.test(bodies.get(i))) {
          refused.put(i, "the queue refused it");
        } else {
          taken.add(bodies.get(i));
        }
      }
      if (taken.size() > cutOffAfter) {
        throw new InterruptedException("Ctrl-C");
      }
      return refused;
    }

    @Override
    public OptionalLong deadLetters() {
      return OptionalLong.empty();
    }

    @Override
    public Processed awaitProcessed(Duration longest, OptionalLong deadLettersBefore) {
      return new Processed(Processed.End.RECORDED, "");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static SourcePosition at(long line) {
    return new SourcePosition("bounces.csv", line, 0);
  }

  private void line(LineKind kind, String address, String label) {
    lines.add(new ImportLine(
        at(lines.size() + 1),
        "sendgrid-bounces",
        kind,
        Optional.of(EmailAddress.of(address)),
        TIME,
        false,
        "",
        "",
        label,
        "",
        Optional.empty()));
  }

  private void event(String json) throws IOException {
    lines.add(new ImportLine(
        at(lines.size() + 1),
        "ses-events",
        LineKind.SES_EVENT,
        Optional.empty(),
        TIME,
        false,
        "",
        "",
        "",
        "",
        Optional.of(new ObjectMapper().readTree(json))));
  }

  private void bounces(int howMany) {
    for (int i = 0; i < howMany; i++) {
      line(LineKind.BOUNCE, "user" + i + "@example.com", "");
    }
  }

  private ImportRun run(RejectsFile rejects, Sweep... sweeps) {
    ImportRun run =
        new ImportRun(destination, rejects, new ResumeFile(folder.resolve("progress.json")));
    for (Sweep sweep : sweeps) {
      run.begin(sweep, progress::add);
      LineScreening screening = new LineScreening(Optional.empty(), run);
      lines.forEach(screening::line);
      unreadable.forEach(screening::unreadable);
      run.end();
    }
    return run;
  }

  private RejectsFile rejects() {
    return new RejectsFile(folder.resolve("rejects.csv"));
  }

  @Test
  void everyLineIsSentOrNamedOrCounted() throws IOException {
    bounces(700);
    line(LineKind.BOUNCE, "user3@example.com", "");
    line(LineKind.UNSUBSCRIBE, "off@example.com", "ManualSuppression");
    event(SesEvent.about("Open", "ann@example.com").toString());
    event("{\"eventType\":\"Bounce\",\"mail\":{}}");
    unreadable.add(
        new UnreadableLine(at(705), "its address is not valid", "nobody at example.com"));
    destination.refuses = body -> body.contains("user9@");
    try (RejectsFile rejects = rejects()) {
      ImportRun run = run(rejects, Sweep.ALL);
      assertThat(run.accepted()).isEqualTo(699).isEqualTo(destination.taken.size());
      assertThat(run.refused()).isEqualTo(1);
      assertThat(run.leftOut(LeftOut.DUPLICATE)).isEqualTo(1);
      assertThat(run.leftOut(LeftOut.REFUSED)).isEqualTo(1);
      assertThat(run.leftOut(LeftOut.IGNORED)).isEqualTo(1);
      assertThat(run.leftOut(LeftOut.UNREADABLE)).isEqualTo(2);
      assertThat(run.accepted() + run.refused() + leftOut(run))
          .isEqualTo(lines.size() + unreadable.size());
      assertThat(rejects.written()).isEqualTo(4);
    }
    assertThat(Files.readString(folder.resolve("rejects.csv")))
        .contains("bounces.csv,705,,its address is not valid,nobody at example.com")
        .contains("off@example.com")
        .contains("the queue refused it");
  }

  private static long leftOut(ImportRun run) {
    long all = 0;
    for (LeftOut reason : LeftOut.values()) {
      all += run.leftOut(reason);
    }
    return all;
  }

  @Test
  void onlyItsOwnerMayReadTheRejectsFile() throws IOException {
    unreadable.add(new UnreadableLine(at(1), "it has no address", ",,"));
    try (RejectsFile rejects = rejects()) {
      run(rejects, Sweep.ALL);
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("rejects.csv")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void anImportWithoutRejectsWritesNoRejectsFile() throws IOException {
    bounces(3);
    try (RejectsFile rejects = rejects()) {
      run(rejects, Sweep.ALL);
    }
    assertThat(folder.resolve("rejects.csv")).doesNotExist();
  }

  @Test
  void anInterruptedImportContinuesWhereItStoppedAndLosesNothing() throws IOException {
    bounces(2_300);
    destination.cutOffAfter = 1_200;
    assertThatThrownBy(() -> run(rejects(), Sweep.ALL))
        .isInstanceOf(ImportRun.InterruptedRunException.class);
    assertThat(Thread.interrupted()).isTrue();
    int before = destination.taken.size();
    destination.cutOffAfter = Integer.MAX_VALUE;

    ImportRun run = run(rejects(), Sweep.ALL);

    assertThat(run.sentEarlier()).isEqualTo(1_000);
    assertThat(run.accepted()).isEqualTo(2_300);
    assertThat(destination.taken.stream().distinct()).hasSize(2_300);
    assertThat(destination.taken).hasSize(before + 2_300 - 1_000);
  }

  @Test
  void whatWasRefusedBeforeAnInterruptionIsSentAgain() throws IOException {
    bounces(1_600);
    destination.refuses = body -> body.contains("user7@") || body.contains("user1200@");
    destination.cutOffAfter = 1_400;
    assertThatThrownBy(() -> run(rejects(), Sweep.ALL))
        .isInstanceOf(ImportRun.InterruptedRunException.class);
    assertThat(Thread.interrupted()).isTrue();
    destination.cutOffAfter = Integer.MAX_VALUE;
    destination.refuses = body -> false;
    progress.clear();

    ImportRun run = run(rejects(), Sweep.ALL);

    assertThat(run.accepted()).isEqualTo(1_600);
    assertThat(run.refused()).isZero();
    assertThat(destination.taken.stream().distinct()).hasSize(1_600);
    assertThat(progress).isSorted().first().asInstanceOf(LONG).isGreaterThanOrEqualTo(1_000);
  }

  /** The table keeps a delivery only for an address that it knows. */
  @Test
  void deliveriesAreSentAfterEverythingElse() throws IOException {
    event(SesEvent.delivery("ann@example.com").toString());
    event(SesEvent.bounce("gone@example.com").toString());
    event(SesEvent.delivery("gone@example.com").toString());
    event(SesEvent.complaint("joe@example.com").toString());
    unreadable.add(new UnreadableLine(at(5), "it is not an event of SES", "{}"));
    try (RejectsFile rejects = rejects()) {
      ImportRun run = run(rejects, Sweep.ALL_BUT_DELIVERIES, Sweep.DELIVERIES);
      assertThat(run.accepted()).isEqualTo(4);
      assertThat(run.leftOut(LeftOut.UNREADABLE)).isEqualTo(1);
      assertThat(rejects.written()).isEqualTo(1);
    }
    assertThat(destination.taken.subList(0, 2)).noneMatch(body -> body.contains("\"Delivery\""));
    assertThat(destination.taken.subList(2, 4)).allMatch(body -> body.contains("\"Delivery\""));
  }
}
