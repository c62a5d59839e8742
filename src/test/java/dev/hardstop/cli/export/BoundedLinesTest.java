package dev.hardstop.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
  @Test
  void everyMemberOfACompressedFileIsReadAlthoughNothingIsAvailableYet() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(compressed("first\nsecond\n"));
    file.write(compressed("third\n"));
    file.write(compressed("fourth"));
    assertThat(lines(new SlowPipe(file.toByteArray())))
        .containsExactly("first", "second", "third", "fourth");
  }

  @Test
  void aFileWithFewerBytesThanACompressedOneBeginsWithIsReadAsItIs() throws IOException {
    assertThat(lines(new SlowPipe("".getBytes(UTF_8)))).isEmpty();
    assertThat(lines(new SlowPipe("a".getBytes(UTF_8)))).containsExactly("a");
    assertThat(lines(new SlowPipe("a\n\nb".getBytes(UTF_8)))).containsExactly("a", "", "b");
  }

  @Test
  void aCompressedFileThatWasCutAnywhereIsDamagedAndHasTheLinesBefore() throws IOException {
    List<String> all =
        IntStream.range(0, 2_000).mapToObj(i -> "line " + i * 7_919).toList();
    byte[] whole = compressed(String.join("\n", all));
    for (int length = 2; length < whole.length; length += length < 30 ? 1 : 97) {
      InputStream file = new ByteArrayInputStream(whole, 0, length);
      List<String> read = new ArrayList<>();
      try (BoundedLines lines = new BoundedLines(file)) {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          read.add(line.get().text());
        }
        assertThat(lines.isDamaged())
            .as("the first %d of %d bytes", length, whole.length)
            .isTrue();
      }
      assertThat(read).isEqualTo(all.subList(0, read.size()));
      assertThat(read).hasSizeGreaterThanOrEqualTo(length < whole.length / 2 ? 0 : all.size() / 3);
    }
    assertThat(lines(new ByteArrayInputStream(whole))).isEqualTo(all);
  }

  private static List<String> lines(InputStream file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (BoundedLines lines = new BoundedLines(file)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        texts.add(line.get().text());
      }
    }
    return texts;
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Gives one byte at a time, and never says that another one is available. */
  private static final class SlowPipe extends InputStream {
    private final ByteArrayInputStream bytes;

    SlowPipe(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, Math.min(1, length));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
