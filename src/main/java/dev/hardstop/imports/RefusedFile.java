package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

/**
 * A file that is not imported, because it is not recognised, because two formats fit, or because its
 * format does not say what happened to its addresses.
 *
 * @param source the name of the file
 * @param why what was seen, such as the names of the columns, and what to do; without any address
 */
public record RefusedFile(String source, String why) {
  public RefusedFile {
    requireNonNull(source, "source is null");
    requireNonNull(why, "why is null");
  }
}
