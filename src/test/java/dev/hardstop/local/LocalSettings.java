package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * How a local system is to be started.
 *
 * @param port of the loopback interface, 0 for any that is free
 * @param template the SAM template that defines the functions and routes
 * @param functionZip the packaged function; its content decides how it is run
 * @param output where the output of a handler's function goes
 * @param environments how many processes the check function has, and so how many questions at once
 * @param variables of all functions, beside those of the template
 */
public record LocalSettings(
    int port,
    Path template,
    Path functionZip,
    Function<String, Redirect> output,
    int environments,
    Map<String, String> variables) {
  private static final String DEFAULT_PORT = "8080";

  public LocalSettings {
    requireNonNull(template, "template is null");
    requireNonNull(functionZip, "functionZip is null");
    requireNonNull(output, "output is null");
    variables = Map.copyOf(variables);
  }

  /**
   * The settings for a start from the project's folder: {@code -Dlocal.port}, {@code
   * -Dfunction.zip}; the functions write to the terminal.
   *
   * @throws IllegalArgumentException when {@code local.port} is no port
   */
  static LocalSettings ofSystemProperties() {
    return new LocalSettings(
        port(System.getProperty("local.port", DEFAULT_PORT)),
        Path.of("template.yaml"),
        Path.of(System.getProperty("function.zip", "target/function.zip")),
        handler -> Redirect.INHERIT,
        1,
        Map.of());
  }

  private static int port(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(Character::isDigit);
    if (!digits || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("local.port must be a number from 0 to 65535");
    }
    return Integer.parseInt(text);
  }
}
