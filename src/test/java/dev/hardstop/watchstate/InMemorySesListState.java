package dev.hardstop.watchstate;

import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of SES's suppression list in memory. */
public final class InMemorySesListState implements SesListStateStore {
  private final Map<Integer, SavedPage> pages = new HashMap<>();
  private SesListState state = SesListState.NONE;

  private record SavedPage(Instant began, ListedAddresses addresses) {}

  @Override
  public synchronized SesListState read() {
    return state;
  }

  @Override
  public synchronized boolean replace(Optional<SesListProgress> before, SesListProgress after) {
    boolean isCurrent = isCurrent(before);
    if (isCurrent && after.ended().isPresent()) {
      state = new SesListState(
          Optional.empty(),
          Optional.of(after),
          state.adopted().or(() -> after.follows() ? Optional.of(after.began()) : Optional.empty()),
          state.check());
    } else if (isCurrent) {
      state = new SesListState(Optional.of(after), state.last(), state.adopted(), state.check());
    }
    return isCurrent;
  }

  @Override
  public synchronized void discard(SesListProgress current) {
    if (isCurrent(Optional.of(current))) {
      state = new SesListState(Optional.empty(), state.last(), state.adopted(), state.check());
    }
  }

  private boolean isCurrent(Optional<SesListProgress> before) {
    return state
        .current()
        .map(InMemorySesListState::id)
        .equals(before.map(InMemorySesListState::id));
  }

  private static List<Object> id(SesListProgress progress) {
    return List.of(progress.began(), progress.step());
  }

  @Override
  public synchronized void saveListed(SesListProgress of, int page, ListedAddresses addresses) {
    pages.put(page, new SavedPage(of.began(), addresses));
  }

  @Override
  public synchronized Optional<ListedAddresses> listed(SesListProgress of) {
    List<ListedAddresses> read = new ArrayList<>();
    for (int page = 0; page < of.pages(); page++) {
      SavedPage saved = pages.get(page);
      if (saved == null || !saved.began().equals(of.began())) {
        return Optional.empty();
      }
      read.add(saved.addresses());
    }
    return Optional.of(ListedAddresses.union(read));
  }

  @Override
  public synchronized void save(SesAccountCheck check) {
    state = new SesListState(state.current(), state.last(), state.adopted(), Optional.of(check));
  }
}
