package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cli.ImportDestination.Processed;
import dev.hardstop.imports.ColumnNames;
import dev.hardstop.imports.ImportOptions;
import dev.hardstop.imports.ImportOptions.ListMeaning;
import dev.hardstop.imports.ImportReader;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.Sha256;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code hardstop import}: shows a second opinion on bounces that were kept elsewhere, and sends them as
 * feedback. It reads the input twice, first for the opinion and then to send ({@link ImportRun}); memory
 * grows only by a hash of each different line.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Imports bounces, complaints and deliveries from the files of SES and of other providers.",
      "It first prints a second opinion: what the lines are, what they mean by the receivers' words,"
          + " and what cannot be read. Importing a file twice changes nothing."
    },
    footer = {
      "",
      "docs/import.md describes the formats, the permissions, and what follows from imported lines."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** The function processes everything that the queue can hold in half of this time. */
  private static final Duration BETWEEN_SWEEPS = QueuePace.LONGEST_WAIT.multipliedBy(2);

  private final Console console;

  @Mixin
  private final Connection connection;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files and folders, s3://bucket/prefix, or - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--dry-run",
      description = "Print the second opinion and stop. It needs no stack.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Import without asking.")
  private boolean yes;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description =
          "The day of lines that have no time, such as 2026-11-03: when the file was exported.")
  private LocalDate date;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description = "What the columns of an unknown CSV file mean:"
          + " address=E-Mail,reply=Reply,status=Code,time=Date. Only the address is needed.")
  private String columns;

  @Option(
      names = "--list-of",
      paramLabel = "WHAT",
      description =
          "What happened to the addresses of a list that does not say it: bounced, complained or"
              + " unsubscribed.")
  private ListMeaning listOf;

  @Option(
      names = "--unsubscribes-as",
      paramLabel = "STREAM",
      description =
          "Import unsubscriptions, for this stream of the stack. Without it they are refused.")
  private String unsubscribesAs;

  @Option(
      names = "--wait",
      description = "Wait until the lines are recorded, and say what shows it.")
  private boolean wait;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Where to write the lines that are not imported. Default: FILE" + RejectsFile.ENDING
              + " beside the first file, or import" + RejectsFile.ENDING + " in this folder.")
  private Path rejectsFile;

  @Option(
      names = "--json",
      description = "Print the second opinion and the result as JSON, one a line.")
  private boolean json;

  /** The number of the last message that was sent, for the message at Ctrl-C. */
  private final AtomicLong sent = new AtomicLong();

  public ImportCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    this.connection = new Connection(console);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean isAsked = !dryRun && !yes;
    if (isAsked && (files.contains("-") || !console.isTerminal(Console.Stream.IN))) {
      throw CommandException.usage("there is no terminal on which you could confirm the import: add"
          + " --yes, or --dry-run for the second opinion alone");
    }
    ImportOptions options = options();
    try (connection;
        ImportSources sources = ImportSources.of(files, console.in(), connection::s3)) {
      Path rejects = rejectsPath();
      if (!dryRun && sources.reads(rejects)) {
        throw CommandException.usage(
            "the lines that are not imported would go to " + rejects
                + ", but that is a file of the input, and it would replace it: name another one with --rejects");
      }
      SuppressionPolicy policy = policy();
      SecondOpinion opinion = judge(sources, options, policy);
      print(opinion);
      if (dryRun || opinion.accepted() == 0 && !opinion.hasRejects()) {
        return opinion.hasRejects() ? ExitCode.NO : ExitCode.SUCCESS;
      }
      // Where no line can be imported, only the rejects file is written.
      if (isAsked && opinion.accepted() > 0 && !console.confirm(question(opinion), "--yes")) {
        console.note("Nothing was imported.");
        return ExitCode.NO;
      }
      return send(sources, options, opinion, rejects);
    }
  }

  private ImportOptions options() {
    try {
      return new ImportOptions(
          Instant.now(),
          Optional.ofNullable(date),
          columns == null ? ColumnNames.NONE : ColumnNames.of(columns),
          Optional.ofNullable(listOf));
    } catch (IllegalArgumentException invalid) {
      throw CommandException.usage(invalid.getMessage());
    }
  }

  /** The policy of the stack; for a dry run without one, the default policy. */
  private SuppressionPolicy policy() {
    if (dryRun && !connection.isNamed()) {
      return SuppressionPolicy.standard();
    }
    SuppressionPolicy policy = connection.policy();
    if (unsubscribesAs != null && !policy.streams().contains(unsubscribesAs)) {
      throw CommandException.usage(
          policy.streams().names().isEmpty()
              ? "--unsubscribes-as needs a stream, and the stack has none: set its parameter Streams"
              : "--unsubscribes-as must be a stream of the stack: "
                  + String.join(", ", policy.streams().names()));
    }
    return policy;
  }

  private SecondOpinion judge(
      ImportSources sources, ImportOptions options, SuppressionPolicy policy) throws IOException {
    try (Progress progress = console.progressInBytes("reading", sources.size(), 0)) {
      SecondOpinion opinion = new SecondOpinion(RuleFiles.book(), policy);
      LineScreening screening = new LineScreening(Optional.ofNullable(unsubscribesAs), opinion);
      read(sources, options, screening, progress::add);
      if (screening.isFull()) {
        console.note("There are more than " + SeenContents.MOST + " different lines: later"
            + " repetitions are imported, which changes nothing.");
      }
      return opinion;
    }
  }

  /** @param bytes receives how many more bytes were read, counted before decompression */
  private static void read(
      ImportSources sources, ImportOptions options, LineScreening screening, LongConsumer bytes)
      throws IOException {
    ImportReader reader = new ImportReader(options);
    sources.readAll((name, in) -> reader.read(name, new CountedBytes(in, bytes), screening));
  }

  private void print(SecondOpinion opinion) {
    if (json) {
      console.print(
          JsonNodeFactory.instance.objectNode().<ObjectNode>set("secondOpinion", opinion.json()));
    } else {
      opinion.print(console::print);
    }
  }

  private String question(SecondOpinion opinion) {
    return "Import %,d lines into %s?"
        .formatted(
            opinion.accepted(), connection.isLocal() ? "the local system" : connection.queueUrl());
  }

  private int send(
      ImportSources sources, ImportOptions options, SecondOpinion opinion, Path rejectsTo)
      throws IOException, InterruptedException {
    try (ImportDestination destination = destination();
        RejectsFile rejects = new RejectsFile(rejectsTo)) {
      ResumeFile resume = resumeFile(destination, opinion.contentId());
      ImportRun run = new ImportRun(destination, rejects, resume);
      sent.set(run.sentEarlier());
      if (run.sentEarlier() > 0) {
        console.note(
            "An earlier run of this import sent %,d of %,d lines: it continues there (delete %s to start anew)."
                .formatted(run.sentEarlier(), opinion.accepted(), resume.path()));
      }
      Optional<Processed> processed = Optional.empty();
      OnInterrupt interrupted = new OnInterrupt(() -> sayInterrupted(opinion));
      try {
        sendAll(sources, options, opinion, destination, run);
        if (wait) {
          console.note("Waiting until the lines are recorded.");
          processed =
              Optional.of(destination.awaitProcessed(LONGEST_WAIT, run.deadLettersBefore()));
        }
      } catch (IOException | InterruptedException | RuntimeException failed) {
        sayInterrupted(opinion);
        throw failed;
      } finally {
        interrupted.close();
      }
      if (processed.filter(it -> it.end() == Processed.End.OPEN).isEmpty()) {
        resume.delete();
      }
      return report(opinion, processed, rejects, run);
    }
  }

  /** Sends deliveries last, because the table keeps them only for addresses that it knows. */
  private void sendAll(
      ImportSources sources,
      ImportOptions options,
      SecondOpinion opinion,
      ImportDestination destination,
      ImportRun run)
      throws IOException, InterruptedException {
    boolean isMixed = opinion.deliveries() > 0 && opinion.deliveries() < opinion.accepted();
    try (Progress progress = console.progress("importing", opinion.accepted(), run.sentEarlier())) {
      sweep(
          sources,
          options,
          run,
          isMixed ? ImportRun.Sweep.ALL_BUT_DELIVERIES : ImportRun.Sweep.ALL,
          progress);
      if (isMixed) {
        destination.awaitProcessed(BETWEEN_SWEEPS, run.deadLettersBefore());
        sweep(sources, options, run, ImportRun.Sweep.DELIVERIES, progress);
      }
    }
  }

  private void sweep(
      ImportSources sources,
      ImportOptions options,
      ImportRun run,
      ImportRun.Sweep sweep,
      Progress progress)
      throws IOException {
    run.begin(sweep, place -> {
      sent.set(place);
      progress.set(place);
    });
    read(
        sources, options, new LineScreening(Optional.ofNullable(unsubscribesAs), run), bytes -> {});
    run.end();
  }

  private ImportDestination destination() {
    return connection.isLocal()
        ? new LocalFeedback(connection.api(), "local system " + connection.output("TableEndpoint"))
        : new ImportQueue(
            connection.sqs(),
            connection.queueUrl(),
            wait ? Optional.of(connection.output("DeadLetterQueueUrl")) : Optional.empty(),
            console::note,
            InstantSource.system(),
            time -> Thread.sleep(time.toMillis()));
  }

  private Path rejectsPath() {
    if (rejectsFile != null) {
      return rejectsFile;
    }
    String first = files.get(0);
    boolean isLocalFile = !first.equals("-") && !S3Uri.is(first) && !ImportSources.isPipe(first);
    Path named = Path.of(isLocalFile ? first : "import").toAbsolutePath().normalize();
    return named.resolveSibling(
        (named.getFileName() == null ? "import" : named.getFileName()) + RejectsFile.ENDING);
  }

  /** The file is in the user's folder for state (XDG Base Directory Specification). It contains no address. */
  private ResumeFile resumeFile(ImportDestination destination, String contentId)
      throws IOException {
    Path state = console
        .variable("XDG_STATE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
    Path folder = Files.createDirectories(state.resolve("hardstop"));
    String id = Sha256.hex(destination.name() + "\n" + contentId, 16);
    return new ResumeFile(folder.resolve("import-" + id + ".json"));
  }

  private void sayInterrupted(SecondOpinion opinion) {
    console.note("%nInterrupted: %,d of %,d lines are sent. The same command continues there."
        .formatted(sent.get(), opinion.accepted()));
  }

  private int report(
      SecondOpinion opinion, Optional<Processed> processed, RejectsFile rejects, ImportRun run) {
    boolean isComplete = run.accepted() + run.refused() == opinion.accepted();
    ObjectNode result = JsonNodeFactory.instance
        .objectNode()
        .put("lines", opinion.lines())
        .put("sent", run.accepted())
        .put("notAccepted", run.refused());
    for (LineScreening.LeftOut reason : LineScreening.LeftOut.values()) {
      result.put(reason.name().toLowerCase(Locale.ROOT), run.leftOut(reason));
    }
    processed.ifPresent(it -> result.put("recorded", it.done()));
    if (rejects.written() > 0) {
      result.put("rejects", rejects.path().toString());
    }
    if (json) {
      console.print(JsonNodeFactory.instance.objectNode().<ObjectNode>set("result", result));
    } else {
      console.print("");
      console.print("Lines sent: %,d.".formatted(run.accepted()));
    }
    processed.ifPresent(it -> console.note(it.text()));
    if (rejects.written() > 0) {
      console.note(
          "Lines not imported: %,d; %s says why.".formatted(rejects.written(), rejects.path()));
    }
    if (!isComplete) {
      console.note("The input changed while it was imported: import it again.");
    }
    boolean isGood =
        rejects.written() == 0 && isComplete && processed.map(Processed::done).orElse(true);
    return isGood ? ExitCode.SUCCESS : ExitCode.NO;
  }
}
