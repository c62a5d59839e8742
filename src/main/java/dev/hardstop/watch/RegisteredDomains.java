package dev.hardstop.watch;

import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * Finds the registered domain of a domain, such as {@code contoso.co.uk} for
 * {@code mail.contoso.co.uk}, according to the public suffix list of the HTTP client. A public suffix
 * and an address literal are returned unchanged.
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
   * Returns the registered domain under a top-level domain that is not in the list. The client treats
   * all domains under it as one domain, although such a top-level domain is a public suffix by default
   * (publicsuffix.org, "Format", the rule {@code *}).
   */
  private static String underUnknownSuffix(String domain) {
    int top = domain.lastIndexOf('.');
    return top < 0 ? domain : domain.substring(domain.lastIndexOf('.', top - 1) + 1);
  }
}
