package dev.hardstop.privacy;

import dev.hardstop.local.TestPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The output of processes: files that only grow, read line by line. */
final class OutputFiles {
  private static final Path FOLDER = TestPackage.LOGS;

  private final Map<Path, Long> read = new HashMap<>();
  private final String ending;

  /**
   * Starts at the current end of the files, because earlier output belongs to an earlier run.
   *
   * @param ending of the files: {@code .log} is what a function prints, {@code .txt} any program
   */
  OutputFiles(String ending) {
    this.ending = ending;
    try {
      for (Path file : files()) {
        read.put(file, Files.size(file));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the output of the functions cannot be read", e);
    }
  }

  /** The whole lines that were added since. */
  synchronized List<String> added() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      String text = textFrom(file, read.getOrDefault(file, 0L));
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(lines::add);
      read.merge(
          file,
          (long) text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1).length,
          Long::sum);
    }
    return lines.stream().map(OutputFiles::decoded).toList();
  }

  /** A byte is a character here, so that a place in the text is a place in the file. */
  private static String textFrom(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        continue;
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String decoded(String line) {
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .toList();
    }
  }
}
