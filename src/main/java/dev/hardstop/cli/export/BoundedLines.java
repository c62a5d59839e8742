package dev.hardstop.cli.export;

import dev.hardstop.imports.LeadingBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a file, which may be compressed with gzip (RFC 1952). No line takes more memory than the longest line
 * of an export. If a compressed file is truncated or damaged, the lines before that place are read.
 */
final class BoundedLines implements AutoCloseable {
  /** In bytes. The largest item of DynamoDB has 400 KB, and JSON may escape a character with six characters. */
  static final int LONGEST = 3 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream file;
  private final InputStream in;
  private long number;
  private boolean isDamaged;

  /** @param file is closed with this object */
  BoundedLines(InputStream file) throws IOException {
    this.file = file;
    LeadingBytes bytes = new LeadingBytes(file);
    in = new BufferedInputStream(bytes.isGzip() ? decompressed(bytes) : bytes, BUFFER);
  }

  private InputStream decompressed(InputStream gzip) throws IOException {
    try {
      return new GZIPInputStream(gzip, BUFFER);
    } catch (ZipException | EOFException damaged) {
      isDamaged = true;
      return InputStream.nullInputStream();
    }
  }

  /**
   * A line.
   *
   * @param number from 1 on
   * @param text without its end; empty if the line is too long, or not UTF-8
   * @param why the line cannot be read; empty if it can
   */
  record NumberedLine(long number, String text, String why) {
    /** Omits the text, which is personal data. */
    @Override
    public String toString() {
      return "NumberedLine[" + number + ", " + why + "]";
    }
  }

  /** The next line; empty at the end of the file, or where the file {@linkplain #isDamaged is damaged}. */
  Optional<NumberedLine> next() throws IOException {
    try {
      return isDamaged ? Optional.empty() : read();
    } catch (ZipException | EOFException damaged) {
      isDamaged = true;
      return Optional.empty();
    }
  }

  /** Whether the lines ended because the rest of the file cannot be decompressed. */
  boolean isDamaged() {
    return isDamaged;
  }

  private Optional<NumberedLine> read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
    boolean isTooLong = false;
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    number++;
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() < LONGEST) {
        line.write(read);
      } else {
        isTooLong = true;
      }
    }
    return Optional.of(
        isTooLong
            ? new NumberedLine(number, "", "longer than any line of an export")
            : decoded(line.toByteArray()));
  }

  private NumberedLine decoded(byte[] line) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      boolean hasMark = number == 1 && text.startsWith("\ufeff");
      return new NumberedLine(number, (hasMark ? text.substring(1) : text).strip(), "");
    } catch (CharacterCodingException malformed) {
      return new NumberedLine(number, "", "not UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
