package dev.hardstop.watch;

import java.util.function.UnaryOperator;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * The registered domain that a domain belongs to, by the public suffix list of the HTTP client:
 * {@code contoso.co.uk} of {@code mail.contoso.co.uk}.
 */
final class Organisations implements UnaryOperator<String> {
  private final Lazy<PublicSuffixMatcher> suffixes =
      new Lazy<>(PublicSuffixMatcherLoader::getDefault);

  /** A domain for which the list knows none, because it is a public suffix, stands for itself, as an address does. */
  @Override
  public String apply(String domain) {
    String root = suffixes.get().getDomainRoot(domain);
    if (root == null || domain.startsWith("[")) {
      return domain;
    }
    return root.indexOf('.') < 0 ? underUnknownSuffix(domain) : root;
  }

  /**
   * Of a top level that the list has not, the client says that all domains under it are one. It is a
   * suffix like any other (publicsuffix.org, "Format", the rule {@code *}).
   */
  private static String underUnknownSuffix(String domain) {
    int top = domain.lastIndexOf('.');
    return top < 0 ? domain : domain.substring(domain.lastIndexOf('.', top - 1) + 1);
  }
}
