package dev.hardstop.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a program in a JVM with the heap size and the garbage collector of the native binary. */
public final class LittleHeap {
  private LittleHeap() {}

  /** The output of the program, on both streams. */
  public static String run(Class<?> program, String argument)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx" + configured("MaxHeapSize"),
            "-XX:MaxNewSize=" + configured("MaxNewSize"),
            "-XX:+ExitOnOutOfMemoryError",
            "-Dsoak=" + System.getProperty("soak"),
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            argument))
        .redirectErrorStream(true)
        .start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String configured(String option) throws IOException {
    Properties properties = new Properties();
    try (InputStream file = LittleHeap.class.getResourceAsStream("/application.properties")) {
      properties.load(file);
    }
    Matcher bytes = Pattern.compile("-R:" + option + "=(\\d+)")
        .matcher(properties.getProperty("quarkus.native.additional-build-args"));
    if (!bytes.find()) {
      throw new IllegalStateException("the binary has no " + option);
    }
    return bytes.group(1);
  }
}
