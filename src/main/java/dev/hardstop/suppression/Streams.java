package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.MessageTags;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The streams of mail that a person can opt out of separately, such as a newsletter and receipts. A
 * stream is named like a message tag or a configuration set of SES.
 *
 * @param names letters, digits, {@code -} and {@code _}, 1 to {@value #LONGEST_NAME} each; empty where
 *     the sender distinguishes no streams
 */
public record Streams(SortedSet<String> names) {
  /**
   * The longest value of a message tag (SES API reference, MessageTag); configuration sets have shorter
   * names.
   */
  public static final int LONGEST_NAME = 256;

  /**
   * @throws IllegalArgumentException when a name is too long, or has other characters
   */
  public Streams {
    requireNonNull(names, "names is null");
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    if (!names.stream().allMatch(Streams::isName)) {
      throw new IllegalArgumentException(
          "a stream has a name of 1 to %d letters, digits, '-' and '_'".formatted(LONGEST_NAME));
    }
  }

  /** No streams, for a sender that distinguishes none. */
  public static Streams none() {
    return of();
  }

  /** These streams. */
  public static Streams of(String... names) {
    return of(Arrays.asList(names));
  }

  /** These streams. */
  public static Streams of(Collection<String> names) {
    return new Streams(new TreeSet<>(names));
  }

  /** Whether there is a stream of this name; names are case-sensitive, like those of SES. */
  public boolean contains(String name) {
    return names.contains(name);
  }

  /**
   * The stream of a message: the value of its tag or, without a tag, its configuration set. Empty if there is
   * no such stream, because then it is not known what the message was part of.
   */
  public Optional<String> of(MessageTags tags) {
    String name = tags.stream().isEmpty() ? tags.configurationSet() : tags.stream();
    return Optional.of(name).filter(names::contains);
  }

  /** Whether the sender distinguishes no streams. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars()
            .allMatch(c -> c < 0x7f && Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
