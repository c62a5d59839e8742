package dev.hardstop.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package that is unpacked once for all tests of a build, in a folder beside the zip. If it is for the
 * JVM, its processes read their classes from an archive, which takes them a third less processor time to
 * start. {@code LocalSystemIT} starts a program that does neither, as users do.
 *
 * <p>The JVMs that run tests at the same time share the folder: the first of them fills it, while the
 * others wait. It stays, so that the next run of tests needs neither to unpack the same zip again nor to
 * write the archive. A run of tests deletes the folders of other zips and JVMs, so two different builds
 * must not run tests in one project folder at the same time.
 */
final class SharedPackage {
  private static final String PREFIX = "shared-function-";
  private static final int LONGEST_GOODBYE_SECONDS = 60;

  private final Path zip;
  private FunctionPackage unpacked;

  SharedPackage(Path zip) {
    this.zip = zip;
  }

  /** A package whose {@code close} does nothing. */
  synchronized FunctionPackage get() throws IOException {
    if (unpacked == null) {
      Path target = zip.toAbsolutePath().getParent();
      // Closing the file releases the lock.
      try (FileChannel file = FileChannel.open(
          target.resolve(PREFIX + "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock();
        unpacked = inFolder(target.resolve(PREFIX + key()), target);
      }
    }
    return unpacked.sharedWith(unpacked.process());
  }

  /**
   * It differs for each zip, class path and JVM, because no JVM reads an archive that another one wrote,
   * or that is of other files.
   */
  private String key() throws IOException {
    return "%08x"
        .formatted(Objects.hash(
            zip.getFileName().toString(),
            Files.size(zip),
            Files.getLastModifiedTime(zip),
            System.getProperty("java.class.path"),
            System.getProperty("java.home"),
            System.getProperty("java.vm.version")));
  }

  private FunctionPackage inFolder(Path folder, Path target) throws IOException {
    Path mark = folder.resolve("complete");
    if (Files.notExists(mark)) {
      deleteOthers(target);
      fill(folder);
      Files.createFile(mark);
    }
    FunctionPackage code = FunctionPackage.unpacked(folder);
    return code.sharedWith(
        code.process() instanceof JvmFunctionProcess jvm ? fromArchive(code, jvm) : code.process());
  }

  private void fill(Path folder) throws IOException {
    FunctionPackage code = FunctionPackage.unpack(zip, folder);
    if (code.process() instanceof JvmFunctionProcess jvm) {
      writeArchive(code, jvm);
    }
  }

  /** Deletes the folders of earlier builds, and one that an interrupted run left incomplete. */
  private static void deleteOthers(Path target) throws IOException {
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(target, PREFIX + "*")) {
      for (Path each : earlier) {
        if (Files.isDirectory(each)) {
          FunctionPackage.delete(each);
        }
      }
    }
  }

  private JvmFunctionProcess fromArchive(FunctionPackage code, JvmFunctionProcess jvm)
      throws IOException {
    return jvm.withClasses(jars(code)).with("-XX:SharedArchiveFile=" + archive(code));
  }

  private void writeArchive(FunctionPackage code, JvmFunctionProcess jvm) throws IOException {
    answerOneQuestion(code.sharedWith(
        jvm.withClasses(jars(code)).with("-XX:ArchiveClassesAtExit=" + archive(code))));
    if (Files.notExists(archive(code))) {
      throw new IOException("the JVM has not written " + archive(code));
    }
  }

  private static Path archive(FunctionPackage code) {
    return code.folder().resolve("classes.jsa");
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
}
