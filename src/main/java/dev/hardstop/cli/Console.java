package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The terminal of a command, or the files and pipes in its place: standard input, output and error, and
 * the environment. Text is UTF-8 in every locale, and lines end with a line feed on every platform.
 *
 * <p>Results go to standard output, everything else (progress, warnings, questions) to standard error.
 */
public final class Console {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Set<Stream> terminals;
  private BufferedReader answers;

  /** A standard stream. */
  public enum Stream {
    IN,
    OUT,
    ERR
  }

  /** A colour of a terminal: ECMA-48, "SGR - Select Graphic Rendition". */
  public enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    BOLD(1),
    FAINT(2);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  /**
   * @param environment the variables of the process
   * @param terminals the streams that are terminals
   */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Set<Stream> terminals) {
    this.in = requireNonNull(in, "in is null");
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.environment = Map.copyOf(environment);
    this.terminals = Set.copyOf(terminals);
  }

  /**
   * Returns the console of this process. The property {@code hardstop.terminals} names the streams that are
   * terminals, such as {@code IN,ERR}. {@code bin/hardstop} sets it, because the JDK cannot check each stream on its
   * own.
   */
  static Console ofProcess() {
    Set<Stream> terminals = EnumSet.noneOf(Stream.class);
    for (String name : System.getProperty("hardstop.terminals", "").split(",")) {
      if (!name.isEmpty()) {
        terminals.add(Stream.valueOf(name));
      }
    }
    return new Console(System.in, System.out, System.err, System.getenv(), terminals);
  }

  /** Standard input, for data. */
  public InputStream in() {
    return in;
  }

  /** Standard output, buffered, for data; {@link #flush} it at the end. */
  public PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Whether a person reads or types this stream. */
  public boolean isTerminal(Stream stream) {
    return terminals.contains(stream);
  }

  /** A variable of the environment. Empty if it is not set or its value is empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Prints a line of the result. */
  public void print(String line) {
    out.print(line + "\n");
  }

  /** Prints one JSON value on a line of its own. */
  public void print(JsonNode json) {
    print(json.toString());
  }

  /** Prints a line on standard error, for information that is not part of the result. */
  public void note(String line) {
    out.flush();
    err.print(line + "\n");
  }

  /**
   * Asks a yes-or-no question. Fails if standard input is not a terminal, because nobody could answer.
   *
   * @param option the option that answers it in advance, such as {@code --yes}
   * @return whether the answer was yes
   */
  public boolean confirm(String question, String option) {
    if (!isTerminal(Stream.IN)) {
      throw CommandException.usage(
          "there is no terminal to ask \"" + question + "\": add " + option);
    }
    out.flush();
    err.print(question + " [y/N] ");
    err.flush();
    try {
      if (answers == null) {
        answers = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      String answer = answers.readLine();
      return answer != null
          && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    } catch (IOException e) {
      throw CommandException.usage("the answer cannot be read: add " + option);
    }
  }

  /**
   * The text in a colour, if standard output is a terminal that shows colours: the variable {@code
   * NO_COLOR} and the terminal type {@code dumb} turn them off.
   */
  public String coloured(Colour colour, String text) {
    return showsColours() ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  /** Whether {@link #coloured} adds colours. */
  public boolean showsColours() {
    return isTerminal(Stream.OUT)
        && variable("NO_COLOR").isEmpty()
        && variable("TERM").filter("dumb"::equals).isEmpty();
  }

  /**
   * Shows the progress of a long command on standard error: on a terminal, a bar with rate and remaining time;
   * otherwise a line every ten seconds.
   *
   * @param what such as {@code sending}
   * @param total how many there are, or -1 if unknown
   */
  public Progress progress(String what, long total) {
    return progress(what, total, 0);
  }

  /**
   * As {@link #progress(String, long)}, where an earlier run has done a part.
   *
   * @param earlier how many are done; they do not count for the rate
   */
  public Progress progress(String what, long total, long earlier) {
    out.flush();
    return new Progress(what, Progress.Unit.NONE, total, earlier, err, isTerminal(Stream.ERR));
  }

  /** As {@link #progress(String, long, long)}, where bytes are counted. */
  public Progress progressInBytes(String what, long total, long earlier) {
    out.flush();
    return new Progress(what, Progress.Unit.BYTES, total, earlier, err, isTerminal(Stream.ERR));
  }

  /** Writes out what is buffered. */
  public void flush() {
    out.flush();
    err.flush();
  }
}
