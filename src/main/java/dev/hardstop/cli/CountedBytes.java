package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Bytes that are counted when they are read. They cannot be read a second time. */
public final class CountedBytes extends FilterInputStream {
  private final LongConsumer counter;

  /** @param counter receives how many more bytes were read */
  public CountedBytes(InputStream in, LongConsumer counter) {
    super(requireNonNull(in, "in is null"));
    this.counter = requireNonNull(counter, "counter is null");
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      counter.accept(1);
    }
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read > 0) {
      counter.accept(read);
    }
    return read;
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = super.skip(most);
    counter.accept(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
