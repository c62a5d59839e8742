package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs commands as {@code bin/hardstop} does, in this JVM, and keeps what they print. */
public final class CommandRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> variables = new HashMap<>();
  private final Set<Console.Stream> terminals = new HashSet<>();
  private String input = "";

  /** A variable of the environment; there are no others. */
  public CommandRun with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  CommandRun onTerminal(Console.Stream stream) {
    terminals.add(stream);
    return this;
  }

  CommandRun withInput(String text) {
    input = text;
    return this;
  }

  /** Runs the command and returns its exit code. */
  public int run(String... arguments) {
    Console console = new Console(
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        variables,
        terminals);
    return Hardstop.run(console, arguments);
  }

  public String out() {
    return out.toString(UTF_8);
  }

  public String err() {
    return err.toString(UTF_8);
  }

  /** The lines of standard output as JSON. */
  List<JsonNode> json() {
    return out().lines().map(CommandRun::tree).toList();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
