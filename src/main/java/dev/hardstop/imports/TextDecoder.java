package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a file. A byte order mark shows whether it is UTF-8 or UTF-16. Without one, the file is UTF-8,
 * possibly with parts in Latin-1. Each invalid byte is kept as a {@linkplain #isUndecoded(char) mark}. In words, the
 * mark becomes the character of Latin-1. An address with a mark is unreadable, because a wrong guess would be another
 * address.
 */
final class TextDecoder extends Reader {
  /** Marks are in the private use area of Unicode (chapter 23.5), at {@code FIRST_MARK} plus the byte. */
  private static final char FIRST_MARK = '\uf700';

  private static final int BUFFER = 8_192;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private final CharsetDecoder decoder;
  private final boolean hasByteOrderMark;
  private boolean atEnd;
  private boolean flushed;

  TextDecoder(InputStream in) throws IOException {
    super();
    this.in = requireNonNull(in, "in is null");
    fill();
    decoder = charset()
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    hasByteOrderMark = bytes.position() > 0;
  }

  /** Whether the file begins with a byte order mark, which is not part of its characters. */
  boolean hasByteOrderMark() {
    return hasByteOrderMark;
  }

  /** Whether the character stands for a byte that could not be decoded. */
  static boolean isUndecoded(char c) {
    return c >= FIRST_MARK && c <= FIRST_MARK + 0xff;
  }

  /** Whether the text has bytes that could not be decoded. */
  static boolean hasUndecoded(String text) {
    return text.chars().anyMatch(c -> isUndecoded((char) c));
  }

  /** Returns the text with undecoded bytes as Latin-1. */
  static String withLatin1(String text) {
    if (!hasUndecoded(text)) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      decoded.append(isUndecoded(c) ? (char) (c - FIRST_MARK) : c);
    }
    return decoded.toString();
  }

  /** Skips a byte order mark and returns its charset; without a mark, UTF-8. */
  private Charset charset() throws IOException {
    while (bytes.remaining() < 3 && !atEnd) {
      fill();
    }
    int first = bytes.remaining() > 0 ? bytes.get(0) & 0xff : -1;
    int second = bytes.remaining() > 1 ? bytes.get(1) & 0xff : -1;
    int third = bytes.remaining() > 2 ? bytes.get(2) & 0xff : -1;
    if (first == 0xef && second == 0xbb && third == 0xbf) {
      bytes.position(3);
    } else if (first == 0xff && second == 0xfe) {
      bytes.position(2);
      return StandardCharsets.UTF_16LE;
    } else if (first == 0xfe && second == 0xff) {
      bytes.position(2);
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining() && !flushed) {
      decode();
    }
    int read = Math.min(length, chars.remaining());
    chars.get(target, offset, read);
    return read == 0 && length > 0 ? -1 : read;
  }

  private void decode() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, atEnd);
    if (result.isError()) {
      for (int i = 0; i < result.length() && chars.hasRemaining(); i++) {
        chars.put((char) (FIRST_MARK + (bytes.get() & 0xff)));
      }
    } else if (result.isUnderflow() && atEnd) {
      flushed = true;
    } else if (result.isUnderflow()) {
      fill();
    }
    chars.flip();
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      atEnd = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  /** Does not close the stream, which belongs to the caller. */
  @Override
  public void close() {
    flushed = true;
    chars.clear().flip();
  }
}
