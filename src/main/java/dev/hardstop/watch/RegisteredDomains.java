package dev.hardstop.watch;

import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * The registered domain of a domain, by the public suffix list that the HTTP client contains: {@code
 * contoso.co.uk} of {@code mail.contoso.co.uk}. A public suffix and an address literal are returned
 * unchanged.
 */
@Singleton
final class RegisteredDomains implements UnaryOperator<String> {
  @Override
  public String apply(String domain) {
    String root = PublicSuffixMatcherLoader.getDefault().getDomainRoot(domain);
    if (root == null || domain.startsWith("[")) {
      return domain;
    }
    return root.indexOf('.') < 0 ? underUnknownSuffix(domain) : root;
  }

  /**
   * For a top-level domain that is not in its list, the client takes all domains under it for one. The
   * default rule is that such a top-level domain is a public suffix (publicsuffix.org, "Format", the
   * rule {@code *}).
   */
  private static String underUnknownSuffix(String domain) {
    int top = domain.lastIndexOf('.');
    return top < 0 ? domain : domain.substring(domain.lastIndexOf('.', top - 1) + 1);
  }
}
