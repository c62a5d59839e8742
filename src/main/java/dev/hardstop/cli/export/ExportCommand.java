package dev.hardstop.cli.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.CommandException;
import dev.hardstop.cli.Connection;
import dev.hardstop.cli.Connection.ConnectedTable;
import dev.hardstop.cli.Console;
import dev.hardstop.cli.ExitCode;
import dev.hardstop.cli.Progress;
import dev.hardstop.cli.S3Uri;
import dev.hardstop.cli.export.ExportLines.PageLines;
import dev.hardstop.dynamodb.DossierScan;
import dev.hardstop.dynamodb.DossierScan.ScannedPage;
import dev.hardstop.rules.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Writes the whole table to a file. Several threads each read a segment of the table and judge its pages. Pages are
 * written one after another. After each page the progress of every segment is saved in a file beside the output, so
 * that the same command continues after Ctrl-C.
 */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the whole table: verdicts, whole dossiers, or a list for SES.",
    footer = {
      "",
      "The file is personal data; only you may read it. After Ctrl-C the same command continues.",
      "docs/export.md describes the columns and the permissions."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int VERSION = 1;
  private static final int SEGMENTS = 16;

  private final Console console;

  @Mixin
  private Connection connection;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = ExportFormat.Converter.class,
      defaultValue = "csv",
      description = "csv: a verdict for each address. ndjson: whole dossiers, for restore."
          + " ses-import: lines for SES's import job. Default: csv.")
  private ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "A file, or s3://BUCKET/KEY. Default: standard output.")
  private String output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many threads read the table, 1 to 16. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--json",
      description =
          "Print a summary as a JSON object; needs --output, because the export itself goes"
              + " to standard output otherwise.")
  private boolean isJson;

  public ExportCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  /** The format of an export. */
  enum ExportFormat {
    CSV("csv"),
    NDJSON("ndjson"),
    SES_IMPORT("ses-import");

    private final String option;

    ExportFormat(String option) {
      this.option = option;
    }

    /** Reads the documented values of the option. */
    static final class Converter implements picocli.CommandLine.ITypeConverter<ExportFormat> {
      @Override
      public ExportFormat convert(String text) {
        return Arrays.stream(values())
            .filter(format -> format.option.equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(() -> new picocli.CommandLine.TypeConversionException(
                "the format must be csv, ndjson or ses-import"));
      }
    }

    private long mostLines() {
      return this == SES_IMPORT ? ExportLines.SesImport.MOST_LINES : Long.MAX_VALUE;
    }
  }

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > SEGMENTS) {
      throw CommandException.usage("--threads must be 1 to " + SEGMENTS);
    }
    if (isJson && isToStandardOutput()) {
      throw CommandException.usage(
          "with --json, the summary goes to standard output: name a file for"
              + " the export with --output");
    }
    try (Connection opened = connection) {
      ConnectedTable table = opened.table();
      DossierScan scan = new DossierScan(table.client(), table.name());
      ExportLines lines = lines(scan, RuleFiles.book());
      try (ExportOutput out = output(lines.header())) {
        ExportProgress state = started(out, table.name());
        try (Progress progress = console.progress("exporting", itemCount(table), state.items)) {
          new SegmentReaders(scan, lines, out, state, identity(table.name()), progress)
              .export(threads);
        }
        out.finish();
        return ended(out, state);
      }
    }
  }

  private ExportLines lines(DossierScan scan, RuleBook book) {
    if (format == ExportFormat.NDJSON) {
      return new ExportLines.Ndjson();
    }
    ItemVerdicts verdicts =
        new ItemVerdicts(scan, connection.policy(), book, InstantSource.system());
    return format == ExportFormat.CSV
        ? new ExportLines.Csv(verdicts, connection::api)
        : new ExportLines.SesImport(verdicts, connection.policy(), book, connection::api);
  }

  private boolean isToStandardOutput() {
    return output == null || output.equals("-");
  }

  private ExportOutput output(Optional<String> header) {
    if (isToStandardOutput()) {
      return new ExportOutput.ToStandardOutput(console, header, format.mostLines());
    }
    if (S3Uri.is(output)) {
      return new ExportOutput.ToS3(
          connection.s3(), S3Uri.ofObject(output), header, format.mostLines());
    }
    return new ExportOutput.ToFile(Path.of(output), header, format.mostLines());
  }

  /** The progress of the export. */
  private static final class ExportProgress {
    private final List<Optional<String>> cursors = new ArrayList<>();
    private final boolean[] done = new boolean[SEGMENTS];
    private long items;
    private long rows;
    private long unreadable;

    private ExportProgress() {
      for (int i = 0; i < SEGMENTS; i++) {
        cursors.add(Optional.empty());
      }
    }

    private static ExportProgress of(JsonNode state) {
      ExportProgress progress = new ExportProgress();
      for (int i = 0; i < SEGMENTS; i++) {
        JsonNode segment = state.path("segments").path(i);
        progress.done[i] = segment.path("done").asBoolean();
        progress.cursors.set(i, Optional.ofNullable(segment.path("next").textValue()));
      }
      progress.items = state.path("items").asLong();
      progress.rows = state.path("rows").asLong();
      progress.unreadable = state.path("unreadable").asLong();
      return progress;
    }

    private void finished(int segment, ScannedPage page, PageLines lines) {
      cursors.set(segment, page.next());
      done[segment] = page.next().isEmpty();
      items += page.items().size();
      rows += lines.lines().size();
      unreadable += lines.unreadable();
    }

    private ObjectNode json() {
      ObjectNode state = JsonNodeFactory.instance.objectNode();
      ArrayNode segments = state.putArray("segments");
      for (int i = 0; i < SEGMENTS; i++) {
        ObjectNode segment = segments.addObject();
        cursors.get(i).ifPresent(next -> segment.put("next", next));
        if (done[i]) {
          segment.put("done", true);
        }
      }
      return state.put("items", items).put("rows", rows).put("unreadable", unreadable);
    }
  }

  /** Returns the progress of an earlier run of the same command, or none. */
  private ExportProgress started(ExportOutput out, String table) throws IOException {
    if (!(out instanceof ExportOutput.ToFile file)) {
      return new ExportProgress();
    }
    Optional<ObjectNode> state = file.resumeFile().read();
    if (state.isEmpty()) {
      if (Files.exists(Path.of(output))) {
        throw CommandException.usage(output + " exists already: delete it, or name another file");
      }
      return new ExportProgress();
    }
    if (!identity(table).equals(state.get().path("export"))) {
      throw CommandException.usage(output + " was begun by another export: delete it and "
          + file.resumeFile().path() + ", or name another file");
    }
    file.continueAt(state.get());
    ExportProgress progress = ExportProgress.of(state.get());
    console.note("continuing after " + progress.items + " items");
    return progress;
  }

  /** The properties that must be the same for an export to be continued. */
  private JsonNode identity(String table) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", VERSION)
        .put("format", format.option)
        .put("table", table);
  }

  /** Several threads that read the remaining segments of the table. Each thread reads one segment at a time. */
  private static final class SegmentReaders {
    private final DossierScan scan;
    private final ExportLines lines;
    private final ExportOutput out;
    private final ExportProgress state;
    private final JsonNode identity;
    private final Progress progress;
    private final Queue<Integer> segments = new ConcurrentLinkedQueue<>();

    /** Whether a thread has failed, so that the others end after their page. */
    private volatile boolean stopped;

    /** Whether writing has failed, so that nothing more is written. Guarded by the lock of the output. */
    private boolean broken;

    private SegmentReaders(
        DossierScan scan,
        ExportLines lines,
        ExportOutput out,
        ExportProgress state,
        JsonNode identity,
        Progress progress) {
      this.scan = scan;
      this.lines = lines;
      this.out = out;
      this.state = state;
      this.identity = identity;
      this.progress = progress;
      for (int i = 0; i < SEGMENTS; i++) {
        if (!state.done[i]) {
          segments.add(i);
        }
      }
    }

    private void export(int threads) {
      ExecutorService readers = Executors.newFixedThreadPool(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(readers.submit(this::readSegments));
      }
      readers.shutdown();
      running.forEach(ExportCommand::await);
    }

    private Void readSegments() throws IOException {
      try {
        for (Integer next = segments.poll(); next != null; next = segments.poll()) {
          readSegment(next);
        }
        return null;
      } catch (RuntimeException | IOException failed) {
        segments.clear();
        stopped = true;
        throw failed;
      }
    }

    private void readSegment(int segment) throws IOException {
      Optional<String> cursor = state.cursors.get(segment);
      do {
        Optional<String> from = cursor;
        ScannedPage page = TableRetry.with(() -> scan.page(segment, SEGMENTS, from));
        PageLines made = TableRetry.with(() -> lines.of(page.items()));
        synchronized (out) {
          if (broken) {
            return;
          }
          // If one of these calls fails, lines that were written after the last checkpoint are not
          // counted.
          broken = true;
          out.write(made.lines());
          state.finished(segment, page, made);
          out.checkpoint(state.json().set("export", identity));
          broken = false;
        }
        progress.add(page.items().size());
        cursor = page.next();
      } while (cursor.isPresent() && !stopped);
    }
  }

  /** Returns the result of another thread, or throws the exception of that thread. */
  static <T> T await(Future<T> work) {
    try {
      return work.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (failed.getCause() instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private int ended(ExportOutput out, ExportProgress state) {
    if (isJson) {
      console.print(summary(out, state));
    } else {
      String files = out.files() == 1 ? "" : " in " + out.files() + " files";
      console.note("exported %,d items: %,d lines%s".formatted(state.items, state.rows, files));
    }
    if (format == ExportFormat.SES_IMPORT
        && out instanceof ExportOutput.ToStandardOutput
        && state.rows > format.mostLines()) {
      console.note("warning: SES's import job takes %,d lines: split this output, or name a"
              .formatted(format.mostLines())
          + " file with --output, which makes several files");
    }
    if (state.unreadable == 0) {
      return ExitCode.SUCCESS;
    }
    console.note("%,d items cannot be read by this version; %s"
        .formatted(
            state.unreadable,
            switch (format) {
              case CSV -> "their rows have the state unreadable";
              case NDJSON -> "their lines are in the file, and restore will refuse them";
              case SES_IMPORT -> "they are not in the file";
            }));
    return ExitCode.NO;
  }

  private ObjectNode summary(ExportOutput out, ExportProgress state) {
    ObjectNode summary = JsonNodeFactory.instance
        .objectNode()
        .put("format", format.option)
        .put("items", state.items)
        .put("lines", state.rows)
        .put("unreadable", state.unreadable);
    ArrayNode files = summary.putArray("files");
    for (int i = 1; i <= out.files(); i++) {
      files.add(ExportOutput.numbered(output, i));
    }
    return summary;
  }

  /** The approximate number of items of the table, which DynamoDB updates every six hours; -1 if it is not known. */
  private static long itemCount(ConnectedTable table) {
    try {
      long count =
          table.client().describeTable(it -> it.tableName(table.name())).table().itemCount();
      return count == 0 ? -1 : count;
    } catch (SdkException notPermitted) {
      return -1;
    }
  }
}
