package dev.hardstop.watchstate;

import dev.hardstop.watchstate.WalkState.WalkStore;

/** The state of the walk in memory. */
public final class InMemoryWalkStore implements WalkStore {
  private WalkState state = WalkState.NONE;

  @Override
  public synchronized WalkState walk() {
    return state;
  }

  @Override
  public synchronized boolean replaceWalk(WalkState before, WalkState after) {
    boolean isUnchanged = state.version() == before.version();
    state = isUnchanged ? after : state;
    return isUnchanged;
  }
}
