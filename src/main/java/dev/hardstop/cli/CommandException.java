package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

/**
 * Ends a command with one line on standard error and an exit code; there is no stack trace. The message
 * says what to do. It contains no words of a receiver and no address that the user did not type.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.exitCode = exitCode;
  }

  /** The user must change the command line or the input: {@link ExitCode#USAGE}. */
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message, null);
  }

  /** The answer is no, or a part of the input failed: {@link ExitCode#NO}. */
  public static CommandException no(String message) {
    return new CommandException(ExitCode.NO, message, null);
  }

  /** Something did not answer, or does not permit the call: {@link ExitCode#UNREACHABLE}. */
  public static CommandException unreachable(String message) {
    return new CommandException(ExitCode.UNREACHABLE, message, null);
  }

  /**
   * As {@link #unreachable(String)}.
   *
   * @param cause what failed
   */
  public static CommandException unreachable(String message, Throwable cause) {
    return new CommandException(ExitCode.UNREACHABLE, message, cause);
  }

  /** This program has a fault: {@link ExitCode#FAULT}. */
  static CommandException fault(String message, Throwable cause) {
    return new CommandException(ExitCode.FAULT, message, cause);
  }

  /** The exit code, a constant of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
