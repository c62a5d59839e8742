package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.KnownHosts;
import dev.hardstop.classification.ReceiverNetwork;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.Vocabulary;
import dev.hardstop.rules.RuleFile.FileContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The rule files. They are read when this class is initialised. For a native image, this happens during the build:
 * the image contains the finished rule book, but neither a rule file nor a TOML reader, and an invalid file makes the
 * build fail.
 */
public final class RuleFiles {
  private static final String ORDER = "book.toml";
  private static final String NETWORKS = "networks.toml";
  private static final String VOCABULARY = "vocabulary.toml";

  /**
   * The examples are not read, because masking and converting them takes a fifth of the time of reading the files.
   */
  private static final RuleBook BOOK = RuleBook.of(read(TomlReader::resource, RuleFile::rules));

  private RuleFiles() {}

  /**
   * The content of {@value #ORDER}.
   *
   * @param files the names of the rule files; their rules are tried in this order
   */
  private record Order(List<String> files) {
    Order {
      files = RuleFile.texts("files", files);
    }
  }

  /** The content of {@value #NETWORKS}: published networks, which rules name in {@code from}. */
  private record Networks(List<NetworkTable> network) {
    Networks {
      network = network == null ? List.of() : network;
    }

    Map<String, ReceiverNetwork> byId() {
      Map<String, ReceiverNetwork> networks = new LinkedHashMap<>();
      for (NetworkTable table : network) {
        try {
          if (networks.put(table.id(), table.network()) != null) {
            throw new IllegalArgumentException("defined twice");
          }
        } catch (IllegalArgumentException invalid) {
          throw new RuleFileException(
              NETWORKS, "network " + table.id() + ": " + invalid.getMessage(), invalid);
        }
      }
      return networks;
    }
  }

  private record NetworkTable(String id, List<String> ranges, List<String> hosts, String source) {
    NetworkTable {
      RuleFile.requireText("id", id);
      ranges = RuleFile.texts("ranges", ranges);
      hosts = RuleFile.texts("hosts", hosts);
      RuleFile.requireText("source", source);
    }

    ReceiverNetwork network() {
      return new ReceiverNetwork(
          id, ranges.stream().map(ReceiverNetwork.IpRange::of).toList(), hosts);
    }
  }

  /** The content of {@value #VOCABULARY}: word classes, which phrases name in braces. */
  private record WordClasses(@JsonProperty("class") List<WordClassTable> classes) {
    WordClasses {
      classes = classes == null ? List.of() : classes;
    }

    Vocabulary vocabulary() {
      Vocabulary vocabulary = Vocabulary.NONE;
      for (WordClassTable table : classes) {
        try {
          vocabulary = vocabulary.with(table.id(), table.words(), table.mistyped());
        } catch (IllegalArgumentException invalid) {
          throw new RuleFileException(VOCABULARY, invalid.getMessage(), invalid);
        }
      }
      return vocabulary;
    }
  }

  private record WordClassTable(String id, List<String> words, List<String> mistyped) {
    WordClassTable {
      RuleFile.requireText("id", id);
      words = RuleFile.texts("words", words);
      mistyped = RuleFile.texts("mistyped", mistyped);
    }
  }

  /** The rule book of this build. */
  public static RuleBook book() {
    return BOOK;
  }

  /** The rules of this build with their examples. The files are read again. */
  public static List<RuleDefinition> definitions() {
    return definitions(TomlReader::resource);
  }

  /**
   * The rules of the files in a folder, which has its own {@code book.toml}, {@code networks.toml}
   * and {@code vocabulary.toml}. The known hosts are always those of this build.
   *
   * @throws RuleFileException if a file is invalid
   * @throws UncheckedIOException if a file cannot be read
   */
  public static List<RuleDefinition> definitions(Path folder) {
    return definitions(name -> content(folder.resolve(name)));
  }

  /** Creates a rule book of these rules. */
  public static RuleBook bookOf(List<RuleDefinition> definitions) {
    return RuleBook.of(definitions.stream().map(RuleDefinition::rule).toList());
  }

  private static List<RuleDefinition> definitions(UnaryOperator<String> contents) {
    List<RuleDefinition> definitions = read(contents, RuleFile::definitions);
    refuseDuplicates(definitions);
    return definitions;
  }

  /** Reads and converts the rule files in the order in which their rules are tried. */
  private static <T> List<T> read(
      UnaryOperator<String> contents, BiFunction<RuleFile, FileContext, List<T>> conversion) {
    TomlReader toml = new TomlReader();
    Map<String, ReceiverNetwork> networks =
        toml.read(NETWORKS, contents.apply(NETWORKS), Networks.class).byId();
    Vocabulary vocabulary =
        toml.read(VOCABULARY, contents.apply(VOCABULARY), WordClasses.class).vocabulary();
    List<T> all = new ArrayList<>();
    for (String name : toml.read(ORDER, contents.apply(ORDER), Order.class).files()) {
      String content = contents.apply(name);
      RuleFile file = toml.read(name, content, RuleFile.class);
      all.addAll(conversion.apply(file, new FileContext(name, content, networks, vocabulary)));
    }
    return all;
  }

  private static void refuseDuplicates(List<RuleDefinition> definitions) {
    Map<String, String> files = new HashMap<>();
    for (RuleDefinition definition : definitions) {
      String other = files.putIfAbsent(definition.rule().id(), definition.file());
      if (other != null) {
        throw new RuleFileException(
            definition.file(), "rule " + definition.rule().id() + " is already in " + other);
      }
    }
  }

  private static String content(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Reads {@code known-hosts.toml}. {@link KnownHosts} finds this class by {@link java.util.ServiceLoader}. */
  public static final class KnownHostsFile implements KnownHosts.Source {
    private static final String NAME = "known-hosts.toml";

    private final Content content =
        new TomlReader().read(NAME, TomlReader.resource(NAME), Content.class);

    private record Content(List<String> hosts, Map<String, List<String>> parameters) {
      Content {
        hosts = RuleFile.texts("hosts", hosts);
        parameters = parameters == null ? Map.of() : parameters;
      }
    }

    @Override
    public List<String> hosts() {
      return content.hosts();
    }

    @Override
    public Map<String, List<String>> parameters() {
      return content.parameters();
    }
  }

  /**
   * A rule with its place in the rule files and its examples.
   *
   * @param file the name of the file, such as {@code 20-microsoft.toml}
   * @param line the line of its id, counted from 1
   * @param rule the rule
   * @param examples texts that the rule must answer, at least one
   * @param counterExamples texts that the rule must not answer
   */
  public record RuleDefinition(
      String file, int line, Rule rule, List<Example> examples, List<Example> counterExamples) {
    public RuleDefinition {
      requireNonNull(file, "file is null");
      requireNonNull(rule, "rule is null");
      examples = List.copyOf(examples);
      counterExamples = List.copyOf(counterExamples);
    }

    /**
     * A reply that a server may write.
     *
     * @param text the diagnostic code as written in the rule file, unmasked
     * @param deliveryStatus the delivery status that SES would report for it, masked
     */
    public record Example(String text, DeliveryStatus deliveryStatus) {
      public Example {
        requireNonNull(text, "text is null");
        requireNonNull(deliveryStatus, "deliveryStatus is null");
      }
    }
  }

  /** An invalid rule file. The message names the file and, if possible, the rule. */
  public static final class RuleFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleFileException(String file, String problem) {
      super(file + ": " + problem);
    }

    RuleFileException(String file, String problem, Throwable cause) {
      super(file + ": " + problem, cause);
    }
  }
}
