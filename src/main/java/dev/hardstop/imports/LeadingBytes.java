package dev.hardstop.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, whose first {@value #MOST} can be examined before they are read. */
public final class LeadingBytes extends PushbackInputStream {
  private static final int MOST = 4;

  private final byte[] leading;

  /** @param in the file, whose first bytes are read by the constructor */
  public LeadingBytes(InputStream in) throws IOException {
    super(in, MOST);
    leading = readNBytes(MOST);
    unread(leading);
  }

  /** Whether the file is compressed (RFC 1952, section 2.3.1). */
  public boolean isGzip() {
    return startsWith(0x1f, 0x8b);
  }

  boolean startsWith(int... beginning) {
    if (leading.length < beginning.length) {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if ((leading[i] & 0xff) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Always 1, because {@link GZIPInputStream} looks for another member (RFC 1952, section 2.2) only if more bytes are
   * available. A pipe or a connection may have no bytes available yet.
   */
  @Override
  public int available() {
    return 1;
  }
}
