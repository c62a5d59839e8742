package dev.hardstop.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the page, from the class path: those of src/main/resources/console, the OpenAPI document from docs,
 * and Chart.js from its library. A name consists of lower-case letters, digits and hyphens, with at most one folder
 * before it, so no name leads to another folder.
 */
final class PageFiles {
  /** The path of all files, whose resources are in a folder of the same name. */
  static final String FOLDER = "/console/";

  static final String CHART_JS = FOLDER + "chart.js";

  /** The version is the one in the pom. The UMD build needs no other file. */
  private static final String CHART_JS_RESOURCE =
      "META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  private static final Map<String, String> CONTENT_TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "svg", "image/svg+xml",
      "png", "image/png",
      "yaml", "application/yaml");

  /** A file as it is sent. */
  record PageFile(String contentType, byte[] content) {
    /** The entity tag (RFC 9110 section 8.8.3), which is the same for the same content. */
    String entityTag() {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /**
   * The file at a path.
   *
   * @param path as in the request; no file has a percent-encoded name
   */
  Optional<PageFile> at(String path) {
    String name = path.substring(FOLDER.length());
    int dot = name.lastIndexOf('.');
    String contentType = CONTENT_TYPES.get(name.substring(dot + 1));
    if (dot < 0 || contentType == null || !isName(name.substring(0, dot))) {
      return Optional.empty();
    }
    String resource = path.equals(CHART_JS) ? CHART_JS_RESOURCE : path.substring(1);
    return content(resource).map(content -> new PageFile(contentType, content));
  }

  private static boolean isName(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? isWord(name)
        : isWord(name.substring(0, slash)) && isWord(name.substring(slash + 1));
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static Optional<byte[]> content(String resource) {
    try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the page cannot be read", e);
    }
  }
}
