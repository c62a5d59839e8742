package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of one file that is not imported, such as a list to check: decompressed if its first bytes are those of
 * gzip (RFC 1952), and decoded like every file that is imported. Bytes that are not valid UTF-8 are marked; {@link
 * #withLatin1} replaces the marks.
 */
public final class DecodedText implements AutoCloseable {
  /** How many characters are examined. A NUL among them shows that the file is not a text. */
  private static final int EXAMINED = 1_024;

  private final InputStream in;
  private final TextDecoder decoder;
  private final Reader reader;

  private DecodedText(InputStream in, TextDecoder decoder) throws IOException {
    this.in = in;
    this.decoder = decoder;
    this.reader = new BufferedReader(decoder);
  }

  /**
   * Opens a file. Closing the text closes the stream.
   *
   * @throws IOException if it cannot be read
   * @throws UnknownContentException if the file is not a text, but an archive, a workbook or an image, for example. A
   *     damaged gzip file causes a {@link ZipException} or an {@link EOFException}, which is thrown here if the file
   *     is short, and by the reader otherwise
   */
  public static DecodedText of(InputStream file) throws IOException {
    LeadingBytes bytes = new LeadingBytes(requireNonNull(file, "file is null"));
    if (bytes.startsWith('P', 'K', 3)) {
      throw new UnknownContentException(
          "It is a zip archive or a workbook of a spreadsheet program. Unpack it, or save it as CSV.");
    }
    DecodedText text =
        new DecodedText(file, new TextDecoder(bytes.isGzip() ? new GZIPInputStream(bytes) : bytes));
    if (text.beginsWithBinaryData()) {
      throw new UnknownContentException("It is not a text file. Save the list as CSV.");
    }
    return text;
  }

  private boolean beginsWithBinaryData() throws IOException {
    reader.mark(EXAMINED);
    boolean isBinary = false;
    int read = 0;
    for (int i = 0; i < EXAMINED && read >= 0 && !isBinary; i++) {
      read = reader.read();
      isBinary = read == '\0';
    }
    reader.reset();
    return isBinary;
  }

  /** Thrown for a file that is not a text. The message says what to do. */
  public static final class UnknownContentException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownContentException(String message) {
      super(message);
    }
  }

  /** The characters, without a byte order mark. The reader is closed with this object. */
  public Reader reader() {
    return reader;
  }

  /** Whether the file begins with a byte order mark (Unicode, chapter 23.8), as spreadsheet programs write it. */
  public boolean hasByteOrderMark() {
    return decoder.hasByteOrderMark();
  }

  /** Whether a text has bytes that are not valid UTF-8. An address with such bytes is unreadable. */
  public static boolean hasUndecoded(String text) {
    return TextDecoder.hasUndecoded(text);
  }

  /** Returns the text with bytes that are not valid UTF-8 decoded as Latin-1. */
  public static String withLatin1(String text) {
    return TextDecoder.withLatin1(text);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
