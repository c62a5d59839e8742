package dev.hardstop.cli;

import dev.hardstop.cli.export.ExportCommand;
import dev.hardstop.cli.export.RestoreCommand;
import dev.hardstop.suppression.TableUnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The command line {@code bin/hardstop}. Each subcommand is a class with {@code @Command} that is a {@code
 * Callable<Integer>}, returns an {@link ExitCode} and gets the {@link Console} in its constructor. To add one, add it
 * to {@link #subcommands}.
 *
 * <p>A failure becomes one line on standard error and an exit code; no stack trace is printed. Commands do not catch
 * exceptions of the AWS SDK and of files; {@link #failure} translates them.
 */
@Command(
    name = "hardstop",
    mixinStandardHelpOptions = true,
    version = "hardstop 0.1.0-SNAPSHOT",
    description =
        "Asks and operates Hardstop: why an address bounced, and whether to mail it again.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, or the answer is yes",
      "1:the answer is no, or a part of the input failed",
      "2:the command line or the request is invalid",
      "3:Hardstop or AWS cannot be reached, or does not permit the call",
      "70:a fault of this program",
      "130:ended by Ctrl-C"
    },
    footer = {"", "hardstop COMMAND --help explains a command."})
public final class Hardstop implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  private Hardstop() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String... arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  private static List<Object> subcommands(Console console) {
    return List.of(
        new ExplainCommand(console),
        new RulesCommand(console),
        new CheckCommand(console),
        new HistoryCommand(console),
        new EraseCommand(console),
        new ReleaseCommand(console),
        new SuppressCommand(console),
        new ListCommand(console),
        new ConsoleCommand(console),
        new ExportCommand(console),
        new RestoreCommand(console),
        new ImportCommand(console));
  }

  /** Runs a command and returns its exit code. */
  public static int run(Console console, String... arguments) {
    try {
      return commandLine(console).execute(arguments);
    } finally {
      console.flush();
    }
  }

  static CommandLine commandLine(Console console) {
    CommandLine commandLine = new CommandLine(new Hardstop());
    subcommands(console).forEach(commandLine::addSubcommand);
    commandLine.addSubcommand(
        new CommandLine(new GenerateCompletion()).setCommandName("completion"));
    return commandLine
        .registerConverter(LocalDate.class, Hardstop::day)
        // "@example.com" is a domain, not a file of arguments.
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(console.showsColours() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((invalid, args) -> invalid(console, invalid))
        .setExecutionExceptionHandler((thrown, command, result) -> {
          CommandException failure = failure(thrown);
          if (console.variable("HARDSTOP_STACK_TRACE").isPresent()) {
            thrown.printStackTrace(console.err());
          }
          console.note(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
          return failure.exitCode();
        });
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException invalid) {
      throw new TypeConversionException("'" + text + "' is not a day such as 2027-01-31");
    }
  }

  /** Without a command, prints which commands there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  private static int invalid(Console console, ParameterException invalid) {
    String command = invalid.getCommandLine().getCommandSpec().qualifiedName();
    String message = AwsFailure.firstLine(invalid.getMessage());
    if (invalid instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    console.note(command + ": " + message + " (see " + command + " --help)");
    return ExitCode.USAGE;
  }

  /** Where an exception was thrown. Its message is omitted, because it may contain personal data. */
  private static String place(Exception thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  /** Translates an exception into a message for the user. */
  private static CommandException failure(Exception thrown) {
    if (thrown instanceof CommandException failure) {
      return failure;
    }
    if (thrown instanceof SdkException failed) {
      return AwsFailure.of(failed);
    }
    if (thrown instanceof TableUnavailableException
        && thrown.getCause() instanceof SdkException failed) {
      return AwsFailure.of(failed);
    }
    if (thrown instanceof UncheckedIOException unchecked) {
      return failure(unchecked.getCause());
    }
    if (thrown instanceof NoSuchFileException missing) {
      return CommandException.usage("there is no file " + missing.getFile());
    }
    if (thrown instanceof AccessDeniedException denied) {
      return CommandException.usage("you may not read or write " + denied.getFile());
    }
    if (thrown instanceof FileSystemException failed) {
      return CommandException.usage(failed.getFile() + " cannot be read or written: "
          + AwsFailure.firstLine(failed.getReason()));
    }
    if (thrown instanceof FileNotFoundException missing) {
      return CommandException.usage(AwsFailure.firstLine(missing.getMessage()));
    }
    if (thrown instanceof IOException failed) {
      return CommandException.unreachable(
          "reading or writing failed: " + AwsFailure.firstLine(failed.getMessage()), failed);
    }
    return CommandException.fault(
        "a fault of this program: " + thrown.getClass().getName() + place(thrown)
            + "; with HARDSTOP_STACK_TRACE=1 it prints more",
        thrown);
  }
}
