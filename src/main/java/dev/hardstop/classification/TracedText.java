package dev.hardstop.classification;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A text derived from a reply, with the index in the reply of each of its characters. Only explanations need
 * these indexes; classification derives the same texts without them.
 */
final class TracedText {
  private final String reply;
  private final String text;

  /** For each character of the text, its index in the reply; ascending. */
  private final int[] origins;

  private TracedText(String reply, String text, int[] origins) {
    this.reply = reply;
    this.text = text;
    this.origins = origins;
  }

  /** The normal form of a reply. */
  static TracedText normal(String reply) {
    return new TracedText(reply, NormalText.of(reply), NormalText.origins(reply));
  }

  String text() {
    return text;
  }

  /**
   * This text without a part of it.
   *
   * @param part finds the ranges to remove, in their order and without overlaps
   */
  TracedText without(Function<String, List<TextRange>> part) {
    List<TextRange> ranges = part.apply(text);
    int[] kept = new int[origins.length];
    int length = 0;
    int from = 0;
    for (TextRange range : ranges) {
      System.arraycopy(origins, from, kept, length, range.start() - from);
      length += range.start() - from;
      from = range.end();
    }
    System.arraycopy(origins, from, kept, length, origins.length - from);
    length += origins.length - from;
    return new TracedText(reply, TextRange.removed(text, ranges), Arrays.copyOf(kept, length));
  }

  /** The range of the reply that a range of this text was made from, with the marks on its last letter. */
  TextRange inReply(TextRange range) {
    int end = origins[range.end() - 1] + 1;
    while (end < reply.length() && NormalText.isDropped(reply.charAt(end))) {
      end++;
    }
    return new TextRange(origins[range.start()], end);
  }
}
