package dev.hardstop.letter;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The template files, parsed at their first use. Values are maps, lists, texts and flags, and only
 * these are looked into: nothing reflects, and a name that a template misspells is an exception.
 */
final class Templates {
  private static final String FOLDER = "/letters/";
  private static final String SUFFIX = ".txt";

  private Templates() {}

  /** Parses nothing before somebody wants a letter: most functions never do. */
  private static final class Parsed {
    private static final Engine ENGINE = Engine.builder()
        .addDefaultSectionHelpers()
        .addValueResolvers(
            ValueResolvers.mapResolver(),
            ValueResolvers.mapperResolver(),
            ValueResolvers.thisResolver(),
            ValueResolvers.orResolver())
        .addLocator(Templates::locate)
        .build();
  }

  static String render(String template, Map<String, Object> facts) {
    return Parsed.ENGINE.getTemplate(template).data(facts).render();
  }

  private static Optional<TemplateLocator.TemplateLocation> locate(String template) {
    return content(template).map(File::new);
  }

  private static Optional<String> content(String template) {
    try (InputStream in = Templates.class.getResourceAsStream(FOLDER + template + SUFFIX)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private record File(String content) implements TemplateLocator.TemplateLocation {
    @Override
    public Reader read() {
      return new StringReader(content);
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.empty();
    }
  }
}
