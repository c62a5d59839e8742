package dev.hardstop.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that is deployed, unpacked into a folder beside it as Lambda unpacks it. */
public final class FunctionPackage implements AutoCloseable {
  private static final String BOOTSTRAP = "bootstrap";
  private static final Map<Path, SharedPackage> SHARED = new ConcurrentHashMap<>();

  private final Path folder;
  private final Path taskRoot;
  private final boolean isShared;
  private FunctionProcess process;

  private FunctionPackage(Path folder) throws IOException {
    this.folder = folder;
    this.taskRoot = folder.resolve("task");
    this.isShared = false;
    this.process = ownOrManagedRuntime();
  }

  private FunctionPackage(FunctionPackage shared, FunctionProcess process) {
    this.folder = shared.folder;
    this.taskRoot = shared.taskRoot;
    this.isShared = true;
    this.process = process;
  }

  /** From now on the tests of this JVM share what is unpacked from this zip ({@link SharedPackage}). */
  static void share(Path zip) {
    SHARED.computeIfAbsent(zip, SharedPackage::new);
  }

  /**
   * Unpacks a zip; {@link #close} deletes what was unpacked, unless it is shared.
   *
   * @throws NoSuchFileException when there is no such zip
   */
  public static FunctionPackage unpack(Path zip) throws IOException {
    SharedPackage shared = SHARED.get(zip);
    return shared == null ? unpackAlone(zip) : shared.get();
  }

  static FunctionPackage unpackAlone(Path zip) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new NoSuchFileException(zip.toString());
    }
    return unpack(zip, Files.createTempDirectory(zip.toAbsolutePath().getParent(), "function-"));
  }

  /** The same into a folder, which is deleted if that fails. */
  static FunctionPackage unpack(Path zip, Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      addAll(zip, folder.resolve("task"));
      return new FunctionPackage(folder);
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  /** What {@link #unpack(Path, Path)} has left in this folder. */
  static FunctionPackage unpacked(Path folder) throws IOException {
    return new FunctionPackage(folder);
  }

  /** The same; its processes end with this one, even where this one is killed. */
  FunctionPackage bound() {
    if (process instanceof NativeFunctionProcess alone) {
      process = new NativeFunctionProcess(alone.bootstrap(), true);
    }
    return this;
  }

  /** The folder with its content. */
  public Path taskRoot() {
    return taskRoot;
  }

  /** Returns how to start this package. */
  FunctionProcess process() {
    return process;
  }

  /** The same package for many users, started in this way. */
  FunctionPackage sharedWith(FunctionProcess process) {
    return new FunctionPackage(this, process);
  }

  /** The folder with everything that was unpacked. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (!isShared) {
      delete(folder);
    }
  }

  private static void addAll(Path zip, Path taskRoot) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        add(file, entries.nextElement(), taskRoot);
      }
    }
  }

  /** A zip with a binary of its own needs no Java. */
  private FunctionProcess ownOrManagedRuntime() throws IOException {
    Path bootstrap = taskRoot.resolve(BOOTSTRAP);
    return Files.exists(bootstrap)
        ? new NativeFunctionProcess(bootstrap, false)
        : JvmFunctionProcess.unpack(folder.resolve("runtime"));
  }

  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  private static void add(ZipFile zip, ZipEntry entry, Path taskRoot) throws IOException {
    Path target = taskRoot.resolve(entry.getName()).normalize();
    if (!target.startsWith(taskRoot)) {
      throw new IOException("the zip has an entry outside of itself");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, target);
    }
    // The JDK does not read a zip's file modes, and the binary is the only program.
    if (target.equals(taskRoot.resolve(BOOTSTRAP)) && !target.toFile().setExecutable(true)) {
      throw new IOException("the binary cannot be made executable");
    }
  }
}
