package dev.hardstop.watchstate;

class InMemoryWatchStateTest extends WatchStateContract {
  @Override
  protected WatchStateStore watchState() {
    return new InMemoryWatchState();
  }
}
