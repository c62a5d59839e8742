package dev.hardstop.watchstate;

import dev.hardstop.watchstate.Overview.OverviewStore;

class InMemoryOverviewTest extends OverviewContract {
  @Override
  protected OverviewStore store() {
    return new InMemoryOverview(new InMemoryWatchState(), new InMemorySesListState());
  }
}
