package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What to do.
 *
 * @param summary one or two sentences
 * @param steps on our side, in their order, a sentence each
 */
public record Advice(String summary, List<String> steps) {
  public Advice {
    requireNonNull(summary, "summary is null");
    steps = List.copyOf(steps);
  }
}
