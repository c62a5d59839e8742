package dev.hardstop.suppression;

import java.util.List;
import java.util.Set;

/** Erasure is configured, and has one key, which is made of a fixed text. */
public final class OneErasureKey implements ErasureKeys {
  @Override
  public boolean areConfigured() {
    return true;
  }

  @Override
  public List<ErasureKey> read(Set<String> ids) {
    return List.of(ErasureKey.of("a key for this test"));
  }
}
