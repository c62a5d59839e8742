package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words that a text must contain, at word boundaries: {@code user unknown} is not in {@code user
 * unknowns}. A final {@code *} lifts the right boundary ({@code suspend*}), {@code  .. } is a gap:
 * both parts, in this order, anything between ({@code sender .. does not exist}).
 *
 * @param text the phrase in the normal form of texts, its gaps and star included
 * @param parts what stands between its gaps, at least one
 */
public record Phrase(String text, List<Part> parts) {
  private static final String GAP = " .. ";
  private static final int MOST_PARTS = 8;

  public Phrase {
    requireNonNull(text, "text is null");
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException("a phrase has 1 to 8 parts");
    }
  }

  /**
   * One uninterrupted run of characters of a phrase.
   *
   * @param text what must be in the text, normalised
   * @param open whether a word may go on behind it
   */
  public record Part(String text, boolean open) {
    public Part {
      requireNonNull(text, "text is null");
    }

    private static Part of(String written) {
      boolean open = written.endsWith("*");
      String text = open ? written.substring(0, written.length() - 1) : written;
      if (text.isBlank()) {
        throw new IllegalArgumentException("a phrase or a part of it is empty");
      }
      return new Part(text, open);
    }
  }

  /**
   * The phrase as a rule file writes it.
   *
   * @throws IllegalArgumentException when it or a part of it is empty, or names a host in a marker that no
   *     masked text can have
   */
  public static Phrase of(String written) {
    String normal = NormalText.of(written);
    Marker.refuseUnknown(normal);
    if (normal.startsWith(GAP.strip() + " ") || normal.endsWith(" " + GAP.strip())) {
      throw new IllegalArgumentException("a phrase starts or ends with a gap");
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int gap = normal.indexOf(GAP); gap >= 0; gap = normal.indexOf(GAP, from)) {
      parts.add(Part.of(normal.substring(from, gap)));
      from = gap + GAP.length();
    }
    parts.add(Part.of(normal.substring(from)));
    return new Phrase(normal, parts);
  }

  /** A text that contains this phrase and nothing else. */
  public String sample() {
    return parts.stream()
        .map(part -> part.open() ? part.text() + "x" : part.text())
        .collect(Collectors.joining(" ~ "));
  }

  /** Whether every text that contains this phrase contains the other one too. */
  public boolean implies(Phrase other) {
    String sample = sample();
    return sample.contains(other.parts.get(0).text())
        && new PhraseIndex(List.of(other)).in(sample)[0] != 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
