package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A part of a long list.
 *
 * @param items in the list's order
 * @param next where the next page starts, opaque; empty on the last one
 */
public record ResultPage<T>(List<T> items, Optional<String> next) {
  public ResultPage {
    items = List.copyOf(items);
    requireNonNull(next, "next is null");
  }
}
