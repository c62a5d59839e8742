package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
 * @param parameters of the template; the others have their defaults
 * @param longestWait delays and visibility timeouts of queues that are longer become as short as this
 * @param startsAll whether all functions are up before the first question, or each starts when it is
 *     first invoked
 */
public record LocalSettings(
    int port,
    Path template,
    Path functionZip,
    Function<String, Redirect> output,
    int environments,
    Map<String, String> variables,
    Map<String, String> parameters,
    Duration longestWait,
    boolean startsAll) {
  private static final String PREFIX = "local.";
  private static final String PORT = PREFIX + "port";
  private static final String DEFAULT_PORT = "8080";
  private static final Duration UNLIMITED = Duration.ofDays(14);

  public LocalSettings {
    requireNonNull(template, "template is null");
    requireNonNull(functionZip, "functionZip is null");
    requireNonNull(output, "output is null");
    variables = Map.copyOf(variables);
    parameters = Map.copyOf(parameters);
    requireNonNull(longestWait, "longestWait is null");
  }

  /** The defaults of all parameters, and queues that wait as long as the template says. */
  public LocalSettings(
      int port,
      Path template,
      Path functionZip,
      Function<String, Redirect> output,
      int environments,
      Map<String, String> variables) {
    this(port, template, functionZip, output, environments, variables, Map.of(), UNLIMITED, true);
  }

  /** The same system with this parameter of the template. */
  LocalSettings with(String parameter, String value) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put(parameter, value);
    return new LocalSettings(
        port, template, functionZip, output, environments, variables, all, longestWait, startsAll);
  }

  /** The same system, whose queues wait at most so long. */
  LocalSettings withLongestWait(Duration wait) {
    return new LocalSettings(
        port, template, functionZip, output, environments, variables, parameters, wait, startsAll);
  }

  /** The same system, in which a function that nobody needs is not started. */
  LocalSettings startingWhenInvoked() {
    return new LocalSettings(
        port,
        template,
        functionZip,
        output,
        environments,
        variables,
        parameters,
        longestWait,
        false);
  }

  /**
   * The settings for a start from the project's folder: {@code -Dlocal.port}, {@code
   * -Dfunction.zip}, and for each parameter of the template {@code -Dlocal.NAME}; the functions write
   * to the terminal.
   *
   * @throws IllegalArgumentException when {@code local.port} is no port
   */
  static LocalSettings ofSystemProperties() {
    return new LocalSettings(
        port(System.getProperty(PORT, DEFAULT_PORT)),
        Path.of("template.yaml"),
        Path.of(System.getProperty("function.zip", "target/function.zip")),
        handler -> Redirect.INHERIT,
        1,
        Map.of(),
        parametersOfSystemProperties(),
        UNLIMITED,
        true);
  }

  private static Map<String, String> parametersOfSystemProperties() {
    Map<String, String> parameters = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PREFIX) && !name.equals(PORT)) {
        parameters.put(name.substring(PREFIX.length()), System.getProperty(name));
      }
    }
    return parameters;
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
