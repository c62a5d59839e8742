package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/**
 * The HTTP client reads the list of public suffixes when the first client is made, 250 KB of text,
 * for cookies and for certificates of whole top-level domains. In the binary it is read already:
 * that, and the garbage of it, was a quarter of the time to the first answer.
 */
@TargetClass(PublicSuffixMatcherLoader.class)
final class PublicSuffixes {
  private PublicSuffixes() {}

  @Substitute
  public static PublicSuffixMatcher getDefault() {
    return ParsedPublicSuffixes.LIST;
  }
}
