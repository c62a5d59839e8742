package dev.hardstop.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** The bytes of a file whose first {@value #MOST} can be looked at before they are read. */
final class LeadingBytes extends PushbackInputStream {
  private static final int MOST = 4;

  private final byte[] leading;

  /** @param in its first bytes are read at once */
  LeadingBytes(InputStream in) throws IOException {
    super(in, MOST);
    leading = readNBytes(MOST);
    unread(leading);
  }

  /** Whether the file is compressed (RFC 1952, section 2.3.1). */
  boolean isGzip() {
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

  /** It always says that there is more: {@link GZIPInputStream} looks for another part only then. */
  @Override
  public int available() {
    return 1;
  }
}
