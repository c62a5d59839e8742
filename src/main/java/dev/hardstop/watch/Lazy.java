package dev.hardstop.watch;

import java.util.function.Supplier;

/** What is made when it is first asked for: a client that a run without alerts never needs. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }
}
