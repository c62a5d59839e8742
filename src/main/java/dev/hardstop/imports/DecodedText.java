package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of one file that is not imported, such as a list to check: decompressed where its first
 * bytes say gzip (RFC 1952), and decoded like every file that is imported. Bytes that are not valid
 * UTF-8 are marked; {@link #withLatin1} reads the marks.
 */
public final class DecodedText implements AutoCloseable {
  private static final int LONGEST_MARK = 3;

  private final InputStream in;
  private final Reader reader;
  private final boolean hasByteOrderMark;

  private DecodedText(InputStream in, Reader reader, boolean hasByteOrderMark) {
    this.in = in;
    this.reader = reader;
    this.hasByteOrderMark = hasByteOrderMark;
  }

  /**
   * Opens a file. The stream is closed with the text.
   *
   * @throws IOException if it cannot be read
   * @throws UnknownContentException if it is an archive or a workbook, and no text, or no gzip file
   *     although it begins like one. A gzip file that is damaged further on is a {@link ZipException} or an
   *     {@link EOFException} of the reader
   */
  public static DecodedText of(InputStream file) throws IOException {
    PushbackInputStream raw = new MoreAvailable(requireNonNull(file, "file is null"));
    byte[] magic = peek(raw);
    if (startsWith(magic, 'P', 'K', 3)) {
      throw new UnknownContentException(
          "It is a zip archive or a workbook of a spreadsheet program. Unpack it, or save it as CSV.");
    }
    boolean isGzip = startsWith(magic, 0x1f, 0x8b);
    PushbackInputStream bytes = isGzip ? decompressed(raw) : raw;
    byte[] mark = peek(bytes);
    boolean hasMark = startsWith(mark, 0xef, 0xbb, 0xbf)
        || startsWith(mark, 0xff, 0xfe)
        || startsWith(mark, 0xfe, 0xff);
    return new DecodedText(file, new TextDecoder(bytes), hasMark);
  }

  /** A file that is no text. The message says what to do. */
  public static final class UnknownContentException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownContentException(String message) {
      super(message);
    }
  }

  /** The characters, without a byte order mark. It is closed with this object. */
  public Reader reader() {
    return reader;
  }

  /** Whether the file begins with a byte order mark (Unicode, chapter 23.8), as spreadsheets write it. */
  public boolean hasByteOrderMark() {
    return hasByteOrderMark;
  }

  /** Whether a text has bytes that are not valid UTF-8. An address with such bytes is unreadable. */
  public static boolean hasUndecoded(String text) {
    return TextDecoder.hasUndecoded(text);
  }

  /** The text in which bytes that are not valid UTF-8 are characters of Latin-1. */
  public static String withLatin1(String text) {
    return TextDecoder.withLatin1(text);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static PushbackInputStream decompressed(InputStream raw) throws IOException {
    try {
      return new MoreAvailable(new GZIPInputStream(raw));
    } catch (ZipException | EOFException damaged) {
      throw new UnknownContentException("It begins like a gzip file and is none.");
    }
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] first = in.readNBytes(LONGEST_MARK);
    in.unread(first);
    return first;
  }

  private static boolean startsWith(byte[] bytes, int... beginning) {
    for (int i = 0; i < beginning.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  /** It always says that there is more: {@link GZIPInputStream} looks for another part only then. */
  private static final class MoreAvailable extends PushbackInputStream {
    MoreAvailable(InputStream in) {
      super(in, LONGEST_MARK);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
