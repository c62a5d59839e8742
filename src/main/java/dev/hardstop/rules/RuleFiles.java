package dev.hardstop.rules;

import dev.hardstop.classification.ReceiverNetwork;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The rule files, in the order in which their rules are asked. They are parsed when this class is
 * initialised, which for a native image is while it is built: the image carries the finished book,
 * and a broken file breaks the build.
 */
public final class RuleFiles {
  /** The list of files, in the order in which their rules are asked. */
  static final String ORDER = "book.toml";

  /** Published networks, which rules name in {@code from}. */
  static final String NETWORKS = "networks.toml";

  /** Word classes, which phrases name in braces. */
  static final String VOCABULARY = "vocabulary.toml";

  private static final RuleBook BOOK = bookOf(definitions(RuleFiles::resource));

  private RuleFiles() {}

  /** The book that this build carries. */
  public static RuleBook book() {
    return BOOK;
  }

  /** The claims of this build's files, read anew: rules with their examples. */
  public static List<RuleDefinition> definitions() {
    return definitions(RuleFiles::resource);
  }

  /**
   * The claims of the files in a folder, which has a list of its own.
   *
   * @throws RuleFileException when a file is not in order
   * @throws UncheckedIOException when one cannot be read
   */
  public static List<RuleDefinition> definitions(Path folder) {
    return definitions(name -> file(folder.resolve(name)));
  }

  /** The book of these claims. */
  public static RuleBook bookOf(List<RuleDefinition> definitions) {
    return RuleBook.of(definitions.stream().map(RuleDefinition::rule).toList());
  }

  private static List<RuleDefinition> definitions(UnaryOperator<String> contents) {
    Map<String, ReceiverNetwork> networks = NetworkFile.parse(NETWORKS, contents.apply(NETWORKS));
    Vocabulary vocabulary = VocabularyFile.parse(VOCABULARY, contents.apply(VOCABULARY));
    List<RuleDefinition> definitions = new ArrayList<>();
    for (String name : Toml.texts(ORDER, contents.apply(ORDER), "files")) {
      definitions.addAll(new RuleFile(name, contents.apply(name), networks, vocabulary).parse());
    }
    refuseTwins(definitions);
    return definitions;
  }

  private static void refuseTwins(List<RuleDefinition> definitions) {
    Map<String, String> files = new HashMap<>();
    for (RuleDefinition definition : definitions) {
      String other = files.putIfAbsent(definition.rule().id(), definition.file());
      if (other != null) {
        throw new RuleFileException(
            definition.file(), "rule " + definition.rule().id() + " is already in " + other);
      }
    }
  }

  private static String resource(String name) {
    try (InputStream in = RuleFiles.class.getResourceAsStream("/rules/" + name)) {
      if (in == null) {
        throw new RuleFileException(name, "there is no such file");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String file(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
