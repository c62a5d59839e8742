package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import java.util.Set;

/**
 * What other domains saw in the same window.
 *
 * @param spiking the reasons that many unrelated domains turned to at once
 */
public record GlobalSpikes(Set<BounceReason> spiking) {
  public GlobalSpikes {
    spiking = Set.copyOf(spiking);
  }

  /** Nothing unusual is known of other domains. */
  public static GlobalSpikes quiet() {
    return new GlobalSpikes(Set.of());
  }
}
