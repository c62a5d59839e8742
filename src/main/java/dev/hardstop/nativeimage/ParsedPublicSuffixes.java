package dev.hardstop.nativeimage;

import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.conn.util.PublicSuffixMatcherLoader;

/** Initialised while the binary is built, by the method that {@link PublicSuffixes} replaces. */
final class ParsedPublicSuffixes {
  static final PublicSuffixMatcher LIST = PublicSuffixMatcherLoader.getDefault();

  private ParsedPublicSuffixes() {}
}
