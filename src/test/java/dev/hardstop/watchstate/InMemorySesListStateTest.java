package dev.hardstop.watchstate;

class InMemorySesListStateTest extends SesListStateContract {
  @Override
  protected SesListStateStore store() {
    return new InMemorySesListState();
  }
}
