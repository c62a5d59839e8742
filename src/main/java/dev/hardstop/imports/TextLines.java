package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a text, which end with LF, CR LF, CR or the end of the text. A line of more than {@value
 * #LONGEST_LINE} characters is truncated, so that its rest takes no memory.
 */
final class TextLines {
  /** The longest line that is read, in characters. */
  static final int LONGEST_LINE = 65_536;

  /** The reason why a line that is too long is unreadable. */
  static final String TOO_LONG = "the line has more than 65,536 characters";

  private final Reader text;
  private final char[] buffer = new char[8_192];
  private final StringBuilder line = new StringBuilder();
  private int next;
  private int end;
  private long number;
  private boolean skipLineFeed;

  TextLines(Reader text) {
    this.text = requireNonNull(text, "text is null");
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param text without its line end; only the first characters of a line that is too long
   */
  record TextLine(long number, String text, boolean isTooLong) {
    /** Omits the text. */
    @Override
    public String toString() {
      return "TextLine[" + number + "]";
    }
  }

  /** The next line; null at the end. */
  TextLine next() throws IOException {
    line.setLength(0);
    boolean tooLong = false;
    if (!hasMore()) {
      return null;
    }
    number++;
    while (hasMore()) {
      char c = buffer[next++];
      if (c == '\n' || c == '\r') {
        skipLineFeed = c == '\r';
        break;
      }
      if (line.length() < LONGEST_LINE) {
        line.append(c);
      } else {
        tooLong = true;
      }
    }
    return new TextLine(number, line.toString(), tooLong);
  }

  private boolean hasMore() throws IOException {
    while (next == end || skipLineFeed) {
      if (next == end) {
        end = text.read(buffer);
        next = 0;
        if (end <= 0) {
          end = 0;
          return false;
        }
      }
      if (skipLineFeed) {
        skipLineFeed = false;
        next += buffer[next] == '\n' ? 1 : 0;
      }
    }
    return true;
  }
}
