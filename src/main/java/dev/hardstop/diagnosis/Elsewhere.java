package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import java.util.Set;

/**
 * What other domains saw in the same window.
 *
 * @param spiking the reasons that many unrelated domains turned to at once
 */
public record Elsewhere(Set<BounceReason> spiking) {
  public Elsewhere {
    spiking = Set.copyOf(spiking);
  }

  /** Nothing unusual is known of other domains. */
  public static Elsewhere quiet() {
    return new Elsewhere(Set.of());
  }
}
