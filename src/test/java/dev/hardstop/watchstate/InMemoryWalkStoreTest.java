package dev.hardstop.watchstate;

import dev.hardstop.watchstate.WalkState.WalkStore;

class InMemoryWalkStoreTest extends WalkStoreContract {
  @Override
  protected WalkStore store() {
    return new InMemoryWalkStore();
  }
}
