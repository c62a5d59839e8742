package dev.hardstop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The package that the tests of the packaged function run. */
public final class TestPackage {
  public static final Path TEMPLATE = Path.of("template.yaml");

  /**
   * Every function that a test starts logs at all levels, so that the log watch checks every line.
   */
  public static final Map<String, String> ALL_LEVELS =
      Map.of("QUARKUS_LOG_CATEGORY__DEV_HARDSTOP__LEVEL", "DEBUG");

  /** The output of functions, in a folder for each of the JVMs that run tests at the same time. */
  public static final Path LOGS =
      Path.of("target", "function-logs", System.getProperty("fork", "1"));

  private TestPackage() {}

  /** The zip of this build. All tests of this JVM share what is unpacked of it. */
  public static Path zip() {
    Path zip = Path.of(System.getProperty("function.zip", "target/function.zip"));
    FunctionPackage.share(zip);
    return zip;
  }

  /** The output of a function's process, added to a file that has its name. */
  public static Redirect log(String name) {
    return Redirect.appendTo(logs().resolve(name + ".log").toFile());
  }

  static Path newLogFile(String name) throws IOException {
    return Files.createTempFile(logs(), name + "-", ".log");
  }

  /** For what a program prints that is no function: words for a person, beside the functions' own. */
  static Path newTextFile(String name) throws IOException {
    return Files.createTempFile(logs(), name + "-", ".txt");
  }

  private static Path logs() {
    try {
      return Files.createDirectories(LOGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
