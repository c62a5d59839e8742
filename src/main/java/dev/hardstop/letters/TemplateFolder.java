package dev.hardstop.letters;

import static java.util.Objects.requireNonNull;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Qute templates of a folder on the class path. They are parsed when they are first used, because
 * most functions use none. Values are maps, lists, strings and booleans. Reflection is not used, and an
 * unknown name in a template causes an exception. In HTML templates every value is escaped.
 */
public final class TemplateFolder {
  private static final String PLAIN = ".txt";
  private static final String HTML = ".html";

  private final String folder;
  private Engine engine;

  private TemplateFolder(String folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Returns the templates of a folder on the class path, such as {@code /letters/}. */
  public static TemplateFolder in(String folder) {
    return new TemplateFolder(folder);
  }

  /**
   * Fills a template.
   *
   * @param template the name of its file, such as {@code message.html}; {@code .txt} may be left out
   */
  public String render(String template, Map<String, Object> values) {
    return engine().getTemplate(template).data(values).render();
  }

  private synchronized Engine engine() {
    if (engine == null) {
      engine = Engine.builder()
          .addDefaultSectionHelpers()
          .addValueResolvers(
              ValueResolvers.mapResolver(),
              ValueResolvers.mapperResolver(),
              ValueResolvers.thisResolver(),
              ValueResolvers.orResolver())
          .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
          .addLocator(this::locate)
          .build();
    }
    return engine;
  }

  private Optional<TemplateLocator.TemplateLocation> locate(String template) {
    String file = template.endsWith(HTML) || template.endsWith(PLAIN) ? template : template + PLAIN;
    try (InputStream in = TemplateFolder.class.getResourceAsStream(folder + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new File(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private record File(String name, String content) implements TemplateLocator.TemplateLocation {
    @Override
    public Reader read() {
      return new StringReader(content);
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(
          Variant.forContentType(name.endsWith(HTML) ? Variant.TEXT_HTML : Variant.TEXT_PLAIN));
    }
  }
}
