package dev.hardstop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package that is unpacked once for all tests of this JVM. If it is for the JVM, its processes read
 * their classes from an archive, which takes them a third less processor time to start. {@code
 * LocalSystemIT} starts a program that does neither, as users do.
 */
final class SharedPackage {
  private static final int LONGEST_GOODBYE_SECONDS = 60;

  private final Path zip;
  private FunctionPackage unpacked;

  SharedPackage(Path zip) {
    this.zip = zip;
  }

  /** A package whose {@code close} does nothing: it is deleted when this JVM ends. */
  synchronized FunctionPackage get() throws IOException {
    if (unpacked == null) {
      FunctionPackage alone = FunctionPackage.unpackAlone(zip);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(alone)));
      unpacked = alone.sharedWith(
          alone.process() instanceof JvmFunctionProcess jvm
              ? withArchive(alone, jvm)
              : alone.process());
    }
    return unpacked.sharedWith(unpacked.process());
  }

  private JvmFunctionProcess withArchive(FunctionPackage code, JvmFunctionProcess jvm)
      throws IOException {
    JvmFunctionProcess process = jvm.withClasses(jars(code));
    Path archive = code.folder().resolve("classes.jsa").toAbsolutePath();
    answerOneQuestion(code.sharedWith(process.with("-XX:ArchiveClassesAtExit=" + archive)));
    return process.with("-XX:SharedArchiveFile=" + archive);
  }

  /** An archive cannot contain classes from folders, so the zip itself stands for the classes that it has. */
  private List<Path> jars(FunctionPackage code) throws IOException {
    List<Path> jars = new ArrayList<>(List.of(zip.toAbsolutePath()));
    try (Stream<Path> libraries = Files.list(code.taskRoot().resolve("lib"))) {
      libraries.map(Path::toAbsolutePath).sorted().forEach(jars::add);
    }
    return jars;
  }

  /** The process writes the archive when it ends. */
  private static void answerOneQuestion(FunctionPackage code) throws IOException {
    Deployment deployment = Deployment.read(TestPackage.TEMPLATE);
    try (FaultyTable table = new FaultyTable();
        ExecutionEnvironment check = ExecutionEnvironment.start(
            code,
            deployment.function("check").withTimeout(LocalSystem.PATIENCE),
            LocalSystem.patiently("none", URI.create(table.endpoint())),
            Redirect.DISCARD)) {
      check.awaitInit();
      check.invoke(
          FunctionEvents.post(deployment, "/v1/check", "{\"addresses\":[\"person@example.org\"]}"));
      check.process().destroy();
      check.process().onExit().get(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the package does not answer a question", e);
    }
  }

  private static void delete(FunctionPackage code) {
    try {
      code.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
