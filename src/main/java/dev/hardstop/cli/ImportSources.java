package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The sources of an import: files, folders, standard input ({@code -}) and objects of S3 ({@code
 * s3://bucket/prefix}), in the order of the arguments. The sources can be read more than once. For this purpose,
 * standard input and pipes are copied to temporary files, which only their owner may read and which are deleted at
 * the end.
 */
final class ImportSources implements Closeable {
  private static final String STANDARD_INPUT = "-";

  private final List<String> arguments;
  private final Supplier<S3Client> s3;

  /** The copies of standard input and of pipes, by their arguments. */
  private final Map<String, Path> copies;

  private ImportSources(List<String> arguments, Supplier<S3Client> s3, Map<String, Path> copies) {
    this.arguments = List.copyOf(arguments);
    this.s3 = requireNonNull(s3, "s3 is null");
    this.copies = Map.copyOf(copies);
  }

  /** Reads one source; the stream is closed afterwards. */
  interface SourceReader {
    void read(String name, InputStream in) throws IOException;
  }

  /**
   * Checks that the files are there, and copies standard input if it is among them.
   *
   * @param s3 builds a client, if one is needed
   * @throws CommandException if an argument names nothing that can be read
   */
  static ImportSources of(List<String> arguments, InputStream standardInput, Supplier<S3Client> s3)
      throws IOException {
    for (String argument : arguments) {
      check(argument);
    }
    Map<String, Path> copies = new HashMap<>();
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        if (copies.put(argument, copy(standardInput)) != null) {
          throw CommandException.usage("standard input (-) can be named once");
        }
      } else if (!copies.containsKey(argument) && isPipe(argument)) {
        try (InputStream pipe = Files.newInputStream(Path.of(argument))) {
          copies.put(argument, copy(pipe));
        }
      }
    }
    return new ImportSources(arguments, s3, copies);
  }

  private static Path copy(InputStream in) throws IOException {
    Path copy = Files.createTempFile("hardstop-import-", ".tmp");
    copy.toFile().deleteOnExit();
    try (var out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    return copy;
  }

  /** Whether an argument can be read only once, such as the pipe that a shell creates for {@code <(command)}. */
  static boolean isPipe(String argument) {
    return !S3Uri.is(argument)
        && !Files.isRegularFile(Path.of(argument))
        && !Files.isDirectory(Path.of(argument));
  }

  private static void check(String argument) throws IOException {
    if (S3Uri.is(argument)) {
      S3Uri.of(argument);
    } else if (!argument.equals(STANDARD_INPUT) && !Files.exists(Path.of(argument))) {
      throw new NoSuchFileException(argument);
    }
  }

  /**
   * How many bytes there are to read; -1 if objects of S3 are among the sources, which are listed only
   * while they are read.
   */
  long size() throws IOException {
    long size = 0;
    for (String argument : arguments) {
      if (S3Uri.is(argument)) {
        return -1;
      }
      Path file = copies.getOrDefault(argument, Path.of(argument));
      for (Path each : Files.isDirectory(file) ? filesBelow(file) : List.of(file)) {
        size += Files.size(each);
      }
    }
    return size;
  }

  /** Reads all sources. */
  void readAll(SourceReader reader) throws IOException {
    for (String argument : arguments) {
      if (S3Uri.is(argument)) {
        readObjects(argument, reader);
      } else if (argument.equals(STANDARD_INPUT)) {
        readFile("standard input", copies.get(argument), reader);
      } else if (copies.containsKey(argument)) {
        readFile(argument, copies.get(argument), reader);
      } else if (Files.isDirectory(Path.of(argument))) {
        readFolder(Path.of(argument), reader);
      } else {
        readFile(argument, Path.of(argument), reader);
      }
    }
  }

  /**
   * Whether a file is among the sources, however it is named.
   *
   * @throws IOException if a folder cannot be read
   */
  boolean reads(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    for (String argument : arguments) {
      if (!S3Uri.is(argument) && !argument.equals(STANDARD_INPUT)) {
        Path named = Path.of(argument);
        for (Path each : Files.isDirectory(named) ? filesBelow(named) : List.of(named)) {
          if (Files.isSameFile(each, file)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void readFolder(Path folder, SourceReader reader) throws IOException {
    for (Path file : filesBelow(folder)) {
      readFile(file.toString(), file, reader);
    }
  }

  /**
   * All files below a folder, in the order of their names, except hidden files and rejects files.
   */
  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .filter(file -> !file.toString().endsWith(RejectsFile.ENDING))
          .sorted()
          .toList();
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static void readFile(String name, Path file, SourceReader reader) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      reader.read(name, new BufferedInputStream(in, 1 << 16));
    }
  }

  /** All objects whose keys begin with the prefix, in the order of their keys. */
  private void readObjects(String argument, SourceReader reader) throws IOException {
    S3Uri prefix = S3Uri.of(argument);
    boolean found = false;
    for (S3Object object : s3.get()
        .listObjectsV2Paginator(list -> list.bucket(prefix.bucket()).prefix(prefix.key()))
        .contents()) {
      if (object.size() > 0) {
        found = true;
        readObject(new S3Uri(prefix.bucket(), object.key()), reader);
      }
    }
    if (!found) {
      throw CommandException.usage("there is no object " + argument);
    }
  }

  private void readObject(S3Uri object, SourceReader reader) throws IOException {
    try (InputStream in =
        s3.get().getObject(get -> get.bucket(object.bucket()).key(object.key()))) {
      reader.read(object.toString(), new BufferedInputStream(in, 1 << 16));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path copy : copies.values()) {
      Files.deleteIfExists(copy);
    }
  }
}
