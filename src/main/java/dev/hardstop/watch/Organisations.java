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

  /** A domain for which the list knows none stands for itself. */
  @Override
  public String apply(String domain) {
    String root = suffixes.get().getDomainRoot(domain);
    return root == null ? domain : root;
  }
}
