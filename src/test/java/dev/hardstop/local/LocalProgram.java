package dev.hardstop.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The local system in a process of its own, with the class path that {@code exec:java} gives it. */
final class LocalProgram implements AutoCloseable {
  private static final String READY = "Hardstop runs at ";
  private static final int LONGEST_WAIT_SECONDS = 120;

  private final Process process;
  private final Path output;
  private final Path errors;

  private LocalProgram(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  static LocalProgram start(int port) throws IOException, InterruptedException {
    Path output = TestPackage.newTextFile("local-output");
    Path errors = TestPackage.newTextFile("local-errors");
    List<String> command = new ArrayList<>(withDefaultSignals());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlocal.port=" + port);
    command.add("-Dfunction.zip=" + TestPackage.zip());
    command.add(LocalSystem.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    return new LocalProgram(builder.start(), output, errors);
  }

  /** Waits until it answers. */
  URI awaitAddress() throws IOException, InterruptedException {
    await("an address", () -> addresses().findAny().isPresent());
    return URI.create(addresses().findFirst().orElseThrow());
  }

  /** Waits until it has started processes. */
  List<ProcessHandle> awaitChildren() throws IOException, InterruptedException {
    await("children", () -> process.children().findAny().isPresent());
    return children();
  }

  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /**
   * Sends a signal.
   *
   * @param name without SIG
   */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /**
   * A build in the background, or under nohup, ignores INT or HUP, and a JVM leaves a signal ignored
   * that it found so: the program starts as from a terminal. (An option of GNU's env; elsewhere the
   * build must not ignore them.)
   */
  static List<String> withDefaultSignals() throws IOException, InterruptedException {
    List<String> env = List.of("env", "--default-signal=INT,HUP,TERM");
    List<String> probe = new ArrayList<>(env);
    probe.add("true");
    boolean known = new ProcessBuilder(probe).start().waitFor() == 0;
    return known ? env : List.of();
  }

  /** Waits until it has ended and returns its status. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end");
    }
    return process.exitValue();
  }

  /** Waits until these have ended as well. */
  static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle each : processes) {
      each.onExit().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Its own output, without the warnings of libraries. */
  List<String> complaints() throws IOException {
    return Files.readAllLines(errors).stream()
        .filter(line -> line.startsWith("local: "))
        .toList();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private Stream<String> addresses() throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> line.startsWith(READY))
        .map(line -> line.substring(READY.length(), line.indexOf(' ', READY.length())));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(what + " did not come: " + Files.readString(errors));
      }
      Thread.sleep(20);
    }
  }
}
