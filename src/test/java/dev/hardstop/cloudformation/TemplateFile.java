package dev.hardstop.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a template with its tags: {@code !Ref Table} becomes {@code {"Ref": "Table"}}. */
final class TemplateFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TemplateFile() {}

  static JsonNode read(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      Object template = new Yaml(new TagReader()).load(text);
      return JSON.valueToTree(template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class TagReader extends SafeConstructor {
    private static final Set<String> WITHOUT_PREFIX = Set.of("Ref", "Condition");

    TagReader() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new IntrinsicFunction());
    }

    private final class IntrinsicFunction extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        String name = node.getTag().getValue().substring(1);
        return Map.of(WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name, argument(node));
      }

      private Object argument(Node node) {
        if (node instanceof ScalarNode scalar) {
          return constructScalar(scalar);
        }
        node.setTwoStepsConstruction(false);
        return node instanceof SequenceNode sequence
            ? constructSequence(sequence)
            : constructMapping((MappingNode) node);
      }
    }
  }
}
