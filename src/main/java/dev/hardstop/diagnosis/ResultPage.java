package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A page of a long list.
 *
 * @param items in the order of the list
 * @param next the cursor of the next page, opaque; empty on the last page
 */
public record ResultPage<T>(List<T> items, Optional<String> next) {
  public ResultPage {
    items = List.copyOf(items);
    requireNonNull(next, "next is null");
  }
}
