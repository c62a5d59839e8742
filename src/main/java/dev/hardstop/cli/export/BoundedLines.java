package dev.hardstop.cli.export;

import dev.hardstop.imports.LeadingBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, which may be compressed with gzip (RFC 1952). No line takes more memory than the
 * longest that an export can have.
 */
final class BoundedLines implements AutoCloseable {
  /** The largest item of DynamoDB has 400 KB; JSON may escape a character with six. */
  static final int LONGEST = 3 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private long number;

  BoundedLines(InputStream file) throws IOException {
    LeadingBytes bytes = new LeadingBytes(file);
    in = new BufferedInputStream(
        bytes.isGzip() ? new GZIPInputStream(bytes, BUFFER) : bytes, BUFFER);
  }

  /**
   * A line.
   *
   * @param number from 1 on
   * @param text without its end; empty if the line is too long, or not UTF-8
   * @param why it is not readable; empty if it is
   */
  record NumberedLine(long number, String text, String why) {
    /** Omits the text, which is personal data. */
    @Override
    public String toString() {
      return "NumberedLine[" + number + ", " + why + "]";
    }
  }

  /** The next line; empty at the end of the file. */
  Optional<NumberedLine> next() throws IOException {
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
    in.close();
  }
}
