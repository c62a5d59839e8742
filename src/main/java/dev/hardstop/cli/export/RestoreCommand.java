package dev.hardstop.cli.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cli.CommandException;
import dev.hardstop.cli.Connection;
import dev.hardstop.cli.Connection.ConnectedTable;
import dev.hardstop.cli.Console;
import dev.hardstop.cli.CountedBytes;
import dev.hardstop.cli.ExitCode;
import dev.hardstop.cli.Progress;
import dev.hardstop.cli.ResumeFile;
import dev.hardstop.cli.S3Uri;
import dev.hardstop.cli.export.BoundedLines.NumberedLine;
import dev.hardstop.dynamodb.DossierRestore;
import dev.hardstop.dynamodb.DossierRestore.RestoreOutcome;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.UnreadableItemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Merges exported dossiers into a table. Existing data of the table is never replaced or lost, so restoring twice, or
 * while feedback arrives, is safe. After each batch of lines the progress is saved in a file beside the input, so
 * that the same command continues after Ctrl-C.
 */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description =
        "Merges files of export --format ndjson into the table. What the table has stays.",
    footer = {
      "",
      "After Ctrl-C the same command continues. docs/export.md says what a restore does and does not do."
    })
public final class RestoreCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 64;
  private static final int LINES_OF_A_BATCH = 2_000;
  private static final int CHARACTERS_OF_A_BATCH = 8 << 20;
  private static final int MOST_REASONS = 1_000;

  private final Console console;

  @Mixin
  private Connection connection;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of export --format ndjson, also compressed with gzip; s3://BUCKET/KEY;"
          + " - for standard input.")
  private List<String> files;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many threads write, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--json", description = "Print the summary as a JSON object.")
  private boolean isJson;

  private final Map<RestoreOutcome, Long> outcomes = new EnumMap<>(RestoreOutcome.class);

  /** How many lines of the files were rejected, including those of an earlier run. */
  private long rejected;

  private long explained;
  private int damagedFiles;

  public RestoreCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > MOST_THREADS) {
      throw CommandException.usage("--threads must be 1 to " + MOST_THREADS);
    }
    List<String> exports = exports();
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try (Connection opened = connection) {
      ConnectedTable table = opened.table();
      DossierRestore restore = new DossierRestore(
          table.client(), table.name(), InstantSource.system(), opened.policy(), RuleFiles.book());
      for (String file : exports) {
        restore(file, resume(file, exports, table.name()), restore, writers);
      }
      exports.forEach(file -> resumeFile(file).ifPresent(ResumeFile::delete));
    } finally {
      writers.shutdownNow();
    }
    long items = outcomes.values().stream().mapToLong(Long::longValue).sum();
    if (isJson) {
      console.print(JsonNodeFactory.instance
          .objectNode()
          .put("items", items)
          .put("created", count(RestoreOutcome.CREATED))
          .put("merged", count(RestoreOutcome.MERGED))
          .put("known", count(RestoreOutcome.KNOWN))
          .put("rejected", rejected)
          .put("damagedFiles", damagedFiles));
    } else {
      console.note("restored %,d items: %,d new, %,d merged, %,d known already; %,d lines rejected"
          .formatted(
              items,
              count(RestoreOutcome.CREATED),
              count(RestoreOutcome.MERGED),
              count(RestoreOutcome.KNOWN),
              rejected));
    }
    return rejected == 0 && damagedFiles == 0 ? ExitCode.SUCCESS : ExitCode.NO;
  }

  private long count(RestoreOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  private void restore(
      String file, Optional<Resume> resume, DossierRestore restore, ExecutorService writers)
      throws IOException {
    FileProgress done = resume.isPresent() ? earlier(resume.get(), file) : FileProgress.NOTHING;
    long rejectedOfOthers = rejected;
    rejected += done.rejected();
    if (done.isWhole()) {
      return;
    }
    AtomicLong bytes = new AtomicLong();
    try (BoundedLines lines = new BoundedLines(new CountedBytes(open(file), bytes::addAndGet))) {
      long line = 0;
      while (line < done.lines() && lines.next().isPresent()) {
        line++;
      }
      try (Progress progress = console.progressInBytes("restoring", size(file), bytes.get())) {
        List<NumberedLine> batch;
        do {
          batch = batch(lines);
          restore(file, batch, restore, writers);
          progress.set(bytes.get());
          line += batch.size();
          if (resume.isPresent()) {
            resume
                .get()
                .write(new FileProgress(
                    line, rejected - rejectedOfOthers, batch.isEmpty() && !lines.isDamaged()));
          }
        } while (!batch.isEmpty());
      }
      if (lines.isDamaged()) {
        damagedFiles++;
        console.note(file + ": the gzip file is damaged or incomplete: the "
            + "%,d lines before that place were read, the rest is missing".formatted(line));
      }
    }
  }

  // The files to restore.

  private static final String RESUME_ENDING = ".restore-resume";

  /**
   * Returns the files to restore, each once. Everything that can be checked without reading a file is checked before
   * the first write, so that a wrong name does not interrupt a restore.
   *
   * @throws CommandException if there is nothing to restore
   * @throws FileSystemException if a file cannot be read
   */
  private List<String> exports() throws IOException {
    Map<String, String> exports = new LinkedHashMap<>();
    for (String file : files) {
      if (file.endsWith(RESUME_ENDING) && !S3Uri.is(file)) {
        // The shell includes this file in "restore folder/*".
        console.note(file + " is not an export, but the progress of a restore: it is skipped");
      } else {
        check(file);
        exports.putIfAbsent(uniqueName(file), file);
      }
    }
    if (exports.isEmpty()) {
      throw CommandException.usage("there is no export among these files");
    }
    return List.copyOf(exports.values());
  }

  private static void check(String file) throws IOException {
    if (S3Uri.is(file)) {
      S3Uri.ofObject(file);
    } else if (!file.equals("-")) {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new FileSystemException(file, null, "it is a folder");
      }
      if (!Files.exists(path)) {
        throw new NoSuchFileException(file);
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(file);
      }
    }
  }

  /** Returns the same name for a file, however the user named it. */
  private static String uniqueName(String file) throws IOException {
    return isFile(file) ? Path.of(file).toRealPath().toString() : file;
  }

  /** The size of a file in bytes; -1 if it is not known. */
  private static long size(String file) throws IOException {
    return isFile(file) ? Files.size(Path.of(file)) : -1;
  }

  /** Whether this is a regular file, which can be read again: not standard input, a pipe, or an object of S3. */
  private static boolean isFile(String file) {
    return !file.equals("-") && !S3Uri.is(file) && Files.isRegularFile(Path.of(file));
  }

  private InputStream open(String file) throws IOException {
    if (file.equals("-")) {
      return console.in();
    }
    if (S3Uri.is(file)) {
      S3Uri object = S3Uri.ofObject(file);
      return connection.s3().getObject(get -> get.bucket(object.bucket()).key(object.key()));
    }
    return Files.newInputStream(Path.of(file));
  }

  // The progress of a file.

  private static final String FILES = "files";
  private static final String LINES = "lines";
  private static final String REJECTED = "rejected";
  private static final String WHOLE = "whole";

  /**
   * The progress of a file.
   *
   * @param lines how many lines are restored or rejected
   * @param rejected how many of them were rejected
   * @param isWhole whether the whole file is done; other files of the command may follow
   */
  private record FileProgress(long lines, long rejected, boolean isWhole) {
    private static final FileProgress NOTHING = new FileProgress(0, 0, false);
  }

  /**
   * The saved progress of a file.
   *
   * @param command the files of the command; lines that another command restored are not skipped, because they may
   *     have been lost since then
   * @param identity the properties that must be the same for a restore to be continued; they are read before the file
   *     is opened, so that a file that replaces it later is detected
   */
  private record Resume(ResumeFile beside, ArrayNode command, ObjectNode identity) {
    private void write(FileProgress progress) {
      ObjectNode state = identity.deepCopy();
      state.set(FILES, command);
      beside.write(state
          .put(LINES, progress.lines())
          .put(REJECTED, progress.rejected())
          .put(WHOLE, progress.isWhole()));
    }
  }

  private static Optional<Resume> resume(String file, List<String> exports, String table)
      throws IOException {
    Optional<ResumeFile> beside = resumeFile(file);
    if (beside.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode command = JsonNodeFactory.instance.arrayNode();
    for (String each : exports) {
      command.add(uniqueName(each));
    }
    return Optional.of(new Resume(beside.get(), command, identity(file, table)));
  }

  /** A restore from another source than a regular file starts anew, which costs one request for each item. */
  private static Optional<ResumeFile> resumeFile(String file) {
    return isFile(file)
        ? Optional.of(new ResumeFile(Path.of(file + RESUME_ENDING)))
        : Optional.empty();
  }

  private FileProgress earlier(Resume resume, String file) {
    Optional<ObjectNode> read = resume.beside().read();
    if (read.isEmpty()) {
      return FileProgress.NOTHING;
    }
    ObjectNode earlier = read.get();
    FileProgress done = new FileProgress(
        earlier.path(LINES).asLong(),
        earlier.path(REJECTED).asLong(),
        earlier.path(WHOLE).asBoolean());
    if (!resume.command().equals(earlier.path(FILES))) {
      console.note("starting anew with " + file + ": the earlier restore named other files");
      return FileProgress.NOTHING;
    }
    if (done.isWhole() && resume.command().size() == 1) {
      // The earlier command did all that it had to do.
      return FileProgress.NOTHING;
    }
    earlier.remove(List.of(FILES, LINES, REJECTED, WHOLE));
    if (!earlier.equals(resume.identity())) {
      throw CommandException.usage("the earlier restore was of another " + file
          + " or into another table: delete " + resume.beside().path() + " to start anew");
    }
    console.note((done.isWhole()
            ? file + " was restored by an earlier run"
            : "continuing after line " + done.lines() + " of " + file)
        + (done.rejected() > 0 ? "; " + done.rejected() + " lines were rejected" : "")
        + " (delete " + resume.beside().path() + " to start anew)");
    return done;
  }

  private static ObjectNode identity(String file, String table) throws IOException {
    // Sizes and times are texts, so that they are equal after they were read.
    return JsonNodeFactory.instance
        .objectNode()
        .put("table", table)
        .put("size", Long.toString(Files.size(Path.of(file))))
        .put("modified", Files.getLastModifiedTime(Path.of(file)).toString());
  }

  // Batches of lines.

  private static List<NumberedLine> batch(BoundedLines lines) throws IOException {
    List<NumberedLine> batch = new ArrayList<>();
    long characters = 0;
    while (batch.size() < LINES_OF_A_BATCH && characters < CHARACTERS_OF_A_BATCH) {
      Optional<NumberedLine> line = lines.next();
      if (line.isEmpty()) {
        break;
      }
      batch.add(line.get());
      characters += line.get().text().length();
    }
    return batch;
  }

  private void restore(
      String file, List<NumberedLine> batch, DossierRestore restore, ExecutorService writers) {
    List<Future<Optional<RestoreOutcome>>> written = new ArrayList<>();
    for (NumberedLine line : batch) {
      if (!line.why().isEmpty()) {
        reject(file, line, line.why());
      } else if (!line.text().isEmpty()) {
        written.add(writers.submit(() -> restored(file, line, restore)));
      }
    }
    for (Future<Optional<RestoreOutcome>> each : written) {
      ExportCommand.await(each).ifPresent(outcome -> outcomes.merge(outcome, 1L, Long::sum));
    }
  }

  /** Restores the item of a line and returns the outcome; empty if the line is rejected. */
  private Optional<RestoreOutcome> restored(
      String file, NumberedLine line, DossierRestore restore) {
    try {
      var item = ItemLine.parse(line.text());
      return Optional.of(TableRetry.with(() -> restore.restore(item)));
    } catch (UnreadableItemException | IllegalArgumentException unreadable) {
      reject(file, line, unreadable.getMessage());
    } catch (AwsServiceException refused) {
      reject(
          file, line, "DynamoDB refuses the item (" + refused.awsErrorDetails().errorCode() + ")");
    }
    return Optional.empty();
  }

  private synchronized void reject(String file, NumberedLine line, String why) {
    rejected++;
    explained++;
    if (explained <= MOST_REASONS) {
      console.note(file + ":" + line.number() + ": " + why);
    } else if (explained == MOST_REASONS + 1) {
      console.note("further lines that are rejected are only counted");
    }
  }
}
