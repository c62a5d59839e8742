package dev.hardstop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.dns.DnsMailRouting;
import dev.hardstop.imports.DecodedText;
import dev.hardstop.imports.LeadingBytes;
import dev.hardstop.recipientlist.AddressVerdict;
import dev.hardstop.recipientlist.ListSummary;
import dev.hardstop.recipientlist.MailedRecipients;
import dev.hardstop.recipientlist.RecipientListCheck;
import dev.hardstop.recipientlist.RecipientListReader;
import dev.hardstop.recipientlist.UnusableListException;
import dev.hardstop.recipientlist.VerdictSource;
import dev.hardstop.smtp.PrintableText;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The part of {@code check} that checks a file before it is mailed: its options, and the output of rows and summary.
 * A file that is written appears under its name only when it is complete.
 */
final class ListFileCheck {
  static final String STANDARD_INPUT = "-";

  private static final String UNREADABLE = "unreadable";
  private static final String DAMAGED =
      "the gzip file is damaged or incomplete, so this is not the whole list";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The list to check, where FILE alone would be taken for an address; - is"
          + " standard input.")
  private String file;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The column that has the addresses: its name, or its number from 1. Default:"
          + " recognised by its name or its content.")
  private String column;

  @Option(
      names = "--no-header",
      description = "The first row is a recipient. Default: it is the header if it has no @.")
  private boolean hasNoHeader;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where the checked list goes; it may be the list itself. Default: standard output.")
  private Path output;

  @Option(
      names = "--dns",
      description = "Also look up whether the domains of the list take mail at all.")
  private boolean asksDns;

  @Option(
      names = "--dns-server",
      paramLabel = "IP[:PORT]",
      description = "The name server to ask. Default: that of the system.")
  private String dnsServer;

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "Also write 2,000 rows with yes, drawn at random, to be mailed first.")
  private Path sample;

  @Option(
      names = "--mailed",
      paramLabel = "FILE",
      description = "A list of addresses that were mailed through this stack before, such as an"
          + " earlier sample: the estimate rests on them.")
  private Path mailed;

  /**
   * The list to check; empty if the arguments are addresses.
   *
   * @param arguments the arguments of the command
   */
  Optional<String> list(List<String> arguments) {
    if (file != null && !arguments.isEmpty()) {
      throw CommandException.usage("--file checks that file alone: omit the other arguments");
    }
    Optional<String> list = file != null
        ? Optional.of(file)
        : arguments.stream().filter(ListFileCheck::isList).findFirst();
    if (list.isPresent() && arguments.size() > 1) {
      throw CommandException.usage("a list is checked alone: omit the other arguments");
    }
    if (list.isEmpty() && arguments.isEmpty()) {
      throw CommandException.usage("name addresses, a file, or - for standard input");
    }
    if (list.isEmpty() && arguments.size() == 1 && looksLikeFile(arguments.get(0))) {
      throw CommandException.usage("there is no file " + PrintableText.of(arguments.get(0)));
    }
    if (list.isEmpty() && isAnyOptionSet()) {
      throw CommandException.usage(
          "--column, --no-header, --output, --dns, --dns-server, --sample and --mailed are for a"
              + " list");
    }
    return list;
  }

  /** An address has an {@code @}; {@code --file} is for files that have one. */
  private static boolean isList(String argument) {
    try {
      return argument.equals(STANDARD_INPUT)
          || (argument.indexOf('@') < 0 && Files.exists(Path.of(argument)));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  private static boolean looksLikeFile(String argument) {
    return argument.indexOf('@') < 0 && (argument.indexOf('.') >= 0 || argument.indexOf('/') >= 0);
  }

  private boolean isAnyOptionSet() {
    return column != null
        || hasNoHeader
        || output != null
        || asksDns
        || dnsServer != null
        || sample != null
        || mailed != null;
  }

  /**
   * Checks the list.
   *
   * @param stream the stream of the mail; empty for the strictest answer
   * @param isJson whether the summary is printed as JSON
   * @return {@link ExitCode#SUCCESS} if every row is answered, {@link ExitCode#NO} if the stored data about an
   *     address cannot be read, {@link ExitCode#UNREACHABLE} if the answers ended early
   */
  int check(String list, Console console, HttpApi api, Optional<String> stream, boolean isJson)
      throws IOException {
    if (isJson && output == null) {
      throw CommandException.usage(
          "with --json, the summary goes to standard output: name a file for the list with --output");
    }
    if (output != null && output.equals(sample)) {
      throw CommandException.usage("--output and --sample need different files");
    }
    requireFolderOf(output);
    requireFolderOf(sample);
    if (dnsServer != null && !asksDns) {
      throw CommandException.usage("--dns-server is for --dns");
    }
    Optional<MailRouting> routing = routing();
    Optional<MailedRecipients> mailedBefore = mailedBefore();
    try (DecodedText text = open(list, console)) {
      RecipientListReader rows =
          RecipientListReader.of(text, Optional.ofNullable(column), hasNoHeader);
      ListSummary summary;
      try (Progress progress = console.progress("checking", lines(list))) {
        summary = write(
            new RecipientListCheck(
                new ApiVerdicts(api, stream), routing, mailedBefore, progress::set),
            rows,
            console);
        progress.setTotal(summary.rows());
      }
      report(summary, rows, list, console, isJson);
      if (!summary.complete()) {
        return ExitCode.UNREACHABLE;
      }
      return summary.states().containsKey(UNREADABLE) ? ExitCode.NO : ExitCode.SUCCESS;
    } catch (UnusableListException | IOException | UncheckedIOException failed) {
      throw unusable("", failed);
    } catch (VerdictSource.NotAnsweredException none) {
      throw CommandException.unreachable(none.getMessage() + " (nothing was checked)");
    }
  }

  private ListSummary write(RecipientListCheck check, RecipientListReader rows, Console console)
      throws IOException {
    try (NewFile checked = output == null ? null : new NewFile(output);
        NewFile first = sample == null ? null : new NewFile(sample)) {
      Writer target = checked == null
          ? new OutputStreamWriter(console.out(), StandardCharsets.UTF_8)
          : checked.writer;
      ListSummary summary =
          check.check(rows, target, Optional.ofNullable(first).map(file -> file.writer));
      target.flush();
      if (checked == null && console.out().checkError()) {
        throw CommandException.unreachable(
            "standard output cannot be written: what it has is not the whole list");
      }
      if (checked != null) {
        checked.commit();
      }
      if (first != null && summary.complete()) {
        first.commit();
      }
      return summary;
    }
  }

  private void report(
      ListSummary summary, RecipientListReader rows, String list, Console console, boolean isJson) {
    if (isJson) {
      console.print(new ObjectMapper().valueToTree(summary));
    } else {
      String name = list.equals(STANDARD_INPUT) ? "standard input" : list;
      console.note(PrintableText.of(
          name + ": the addresses are in the column \"" + rows.addressColumn() + "\"."));
      summary.lines().forEach(line -> console.note(PrintableText.of(line)));
    }
    if (sample != null && !summary.complete()) {
      console.note("The sample was not written, because the check is not complete.");
    }
  }

  /** Called before the check, whose result would be lost if the file could not be written. */
  private static void requireFolderOf(Path written) {
    if (written == null) {
      return;
    }
    if (Files.isDirectory(written)) {
      throw CommandException.usage(PrintableText.of(written.toString()) + " is a directory");
    }
    Path folder = written.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandException.usage(
          "there is no folder " + PrintableText.of(String.valueOf(folder)));
    }
  }

  private Optional<MailRouting> routing() {
    if (!asksDns) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DnsMailRouting(
          Optional.ofNullable(dnsServer), DnsMailRouting.TIMEOUT_MILLIS, InstantSource.system()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--dns-server must be an IP address, such as 192.0.2.53:53");
    }
  }

  private Optional<MailedRecipients> mailedBefore() throws IOException {
    if (mailed == null) {
      return Optional.empty();
    }
    try (DecodedText text = DecodedText.of(Files.newInputStream(mailed))) {
      return Optional.of(MailedRecipients.of(
          RecipientListReader.of(text, Optional.ofNullable(column), hasNoHeader)));
    } catch (UnusableListException | IOException | UncheckedIOException failed) {
      throw unusable("--mailed: ", failed);
    }
  }

  /**
   * Returns the failure to report for a list that cannot be used.
   *
   * @param option comes before the message
   * @throws IOException if it cannot be read for another reason
   */
  private static CommandException unusable(String option, Exception failed) throws IOException {
    Throwable reason = failed instanceof UncheckedIOException ? failed.getCause() : failed;
    if (reason instanceof ZipException || reason instanceof EOFException) {
      return CommandException.no(option + DAMAGED);
    }
    if (reason instanceof IOException other
        && !(reason instanceof DecodedText.UnknownContentException)) {
      throw other;
    }
    return CommandException.usage(option + reason.getMessage());
  }

  private static DecodedText open(String list, Console console) throws IOException {
    if (list.equals(STANDARD_INPUT)) {
      return DecodedText.of(console.in());
    }
    if (Files.isDirectory(Path.of(list))) {
      throw CommandException.usage(PrintableText.of(list) + " is a directory");
    }
    return DecodedText.of(Files.newInputStream(Path.of(list)));
  }

  /** How many lines a file has, for the progress bar; -1 for standard input and for compressed files. */
  private static long lines(String list) throws IOException {
    if (list.equals(STANDARD_INPUT) || !Files.isRegularFile(Path.of(list))) {
      return -1;
    }
    long lines = 0;
    try (LeadingBytes in = new LeadingBytes(Files.newInputStream(Path.of(list)))) {
      if (in.isGzip()) {
        return -1;
      }
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  /** Asks {@code POST /v1/check}. */
  private record ApiVerdicts(HttpApi api, Optional<String> stream) implements VerdictSource {
    @Override
    public List<AddressVerdict> ask(List<String> addresses) {
      JsonNode results = answers(addresses);
      List<AddressVerdict> verdicts = new ArrayList<>(addresses.size());
      for (int i = 0; i < addresses.size(); i++) {
        JsonNode result = results.path(i);
        if (!result.path("address").asText().equals(addresses.get(i))
            || !result.path("suppressed").isBoolean()) {
          throw new NotAnsweredException("the answer is not from Hardstop");
        }
        verdicts.add(verdict(result));
      }
      return verdicts;
    }

    private JsonNode answers(List<String> addresses) {
      try {
        return api.check(addresses, stream);
      } catch (CommandException failed) {
        if (failed.exitCode() == ExitCode.UNREACHABLE) {
          throw new NotAnsweredException(failed.getMessage());
        }
        throw failed;
      } catch (SdkException failed) {
        throw new NotAnsweredException(AwsFailure.of(failed).getMessage());
      }
    }

    private static AddressVerdict verdict(JsonNode result) {
      List<String> streams = new ArrayList<>();
      result.path("streams").forEach(name -> streams.add(name.asText()));
      return new AddressVerdict(
          result.path("suppressed").asBoolean(),
          text(result, "state"),
          text(result, "reason"),
          text(result, "until"),
          text(result, result.hasNonNull("detail") ? "detail" : "advice"),
          text(result, "about"),
          streams,
          text(result, "unsubscribed"));
    }

    private static String text(JsonNode result, String field) {
      return result.hasNonNull(field) ? result.path(field).asText() : "";
    }
  }

  /** A file that appears, or replaces an older one, when it is complete. Only its owner may read it. */
  private static final class NewFile implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final Writer writer;

    NewFile(Path file) throws IOException {
      this.file = file;
      partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      writer = Files.newBufferedWriter(ResumeFile.ownersOnly(partial));
    }

    void commit() throws IOException {
      writer.close();
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      writer.close();
      Files.deleteIfExists(partial);
    }
  }
}
