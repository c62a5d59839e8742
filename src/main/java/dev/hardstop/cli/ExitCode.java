package dev.hardstop.cli;

/**
 * The exit codes of all commands. A command returns one of them, or throws a {@link CommandException}
 * that has one.
 */
public final class ExitCode {
  /** The command did what was asked, or the answer is yes. */
  public static final int SUCCESS = 0;

  /**
   * The answer is no: an address is suppressed, a rule has a fault; or a part of the input failed: some lines, or
   * everything after the damaged place of a compressed file.
   */
  public static final int NO = 1;

  /** The command line or the request is invalid. Nothing was done. */
  public static final int USAGE = 2;

  /** Hardstop or AWS cannot be reached, or does not permit the call. Trying again may help. */
  public static final int UNREACHABLE = 3;

  /** A fault of this program. */
  public static final int FAULT = 70;

  private ExitCode() {}
}
