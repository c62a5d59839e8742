package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * Parses the list of public suffixes while the binary is built. The HTTP client reads this list of 250 KB when the
 * first client is created, and uses it for cookies and wildcard certificates. Reading the list, and the garbage
 * collection that this caused, took a quarter of the time to the first answer.
 *
 * <p>Upstream: <a href="https://github.com/apache/httpcomponents-client/pull/645"> httpcomponents-client pull request
 * 645</a> allows version 5 of the client to omit the list. No issue was found for version 4, which the SDK's Apache
 * client uses.
 */
final class PublicSuffixes {
  /** Initialised while the binary is built, by the method that {@link Loader} replaces. */
  static final PublicSuffixMatcher LIST = PublicSuffixMatcherLoader.getDefault();

  private PublicSuffixes() {}

  @TargetClass(PublicSuffixMatcherLoader.class)
  static final class Loader {
    private Loader() {}

    @Substitute
    public static PublicSuffixMatcher getDefault() {
      return LIST;
    }
  }
}
