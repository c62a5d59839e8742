package dev.hardstop.bench;

import dev.hardstop.cli.Hardstop;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command of {@code bin/hardstop} took in a process of its own.
 *
 * @param processor zero where the processor time is not known
 * @param peakMegabytes the most memory that the process had resident, in 2²⁰ bytes (proc(5), VmHWM); 0
 *     where it is not known
 */
record CommandProcess(int exitCode, double seconds, Duration processor, long peakMegabytes) {
  /**
   * Runs a command to its end.
   *
   * @param options of the JVM, beside those that all commands have
   * @param environment variables beside those of this process
   */
  static CommandProcess run(
      List<String> options, Map<String, String> environment, Redirect output, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx320m",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-Djava.util.logging.config.file=/dev/null"));
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Hardstop.class.getName()));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(output).redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    Duration processor = Duration.ZERO;
    do {
      peak = Math.max(peak, peakKilobytes(process));
      processor = process.info().totalCpuDuration().orElse(processor);
    } while (!process.waitFor(100, TimeUnit.MILLISECONDS));
    double seconds = (System.nanoTime() - began) / 1e9;
    return new CommandProcess(process.exitValue(), seconds, processor, peak >> 10);
  }

  private static long peakKilobytes(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
