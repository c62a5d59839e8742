package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.configuration.NameIterator;
import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Makes reading the configuration cheaper, which was two thirds of the instructions of a start. What is
 * read stays the same.
 */
final class ConfigurationLookups {
  private ConfigurationLookups() {}

  /**
   * What the names of wildcards have before the first asterisk.
   *
   * @param names how many names there were
   */
  private record Beginnings(int names, String[] texts) {
    private static final Map<Object, Beginnings> OF_WILDCARDS =
        Collections.synchronizedMap(new IdentityHashMap<>());

    /** Whether a wildcard may stand for a name, which has itself none. */
    static boolean fit(String name, Map<PropertyName, String> wildcards) {
      Beginnings beginnings = OF_WILDCARDS.get(wildcards);
      if (beginnings == null || beginnings.names != wildcards.size()) {
        beginnings = new Beginnings(
            wildcards.size(),
            wildcards.keySet().stream()
                .map(PropertyName::getName)
                .map(wildcard -> wildcard.substring(0, wildcard.indexOf('*')))
                .distinct()
                .toArray(String[]::new));
        OF_WILDCARDS.put(wildcards, beginnings);
      }
      return startsWithAny(name, beginnings.texts);
    }
  }

  private static boolean startsWithAny(String name, String[] beginnings) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Quarkus looks at each start for names that no extension knows, and would warn about them. It never
   * warns about environment variables, and no other name can be new on Lambda. Without it, a start takes
   * a fifth less instructions.
   *
   * <p>Upstream: no issue was found.
   */
  @TargetClass(className = "io.quarkus.runtime.generated.Config")
  static final class UnknownNames {
    private UnknownNames() {}

    @Substitute
    private static boolean isMapped(NameIterator name) {
      return true;
    }
  }

  /**
   * SmallRye Config keeps the defaults of names with a wildcard, such as {@code
   * quarkus.log.category.*.level}, in a hash map. All these names have the hash code 0, so each look-up
   * of a name without a value compares it with all of them, character by character. This asks the map
   * only for names that begin like one of them.
   *
   * <p>Upstream: no issue was found about
   * <a href="https://github.com/smallrye/smallrye-config/blob/main/implementation/src/main/java/io/smallrye/config/PropertyName.java">{@code PropertyName.hashCode}</a>.
   */
  @TargetClass(DefaultValuesConfigSource.class)
  static final class DefaultValues {
    @Alias
    private Map<String, String> properties;

    @Alias
    private Map<PropertyName, String> wildcards;

    @Alias
    private boolean hasProfiledName;

    private DefaultValues() {}

    @Substitute
    public String getValue(String name) {
      if (!hasProfiledName && name.startsWith("%")) {
        return null;
      }
      String value = properties.get(name);
      if (value != null || wildcards.isEmpty()) {
        return value;
      }
      return name.indexOf('*') >= 0 || Beginnings.fit(name, wildcards)
          ? wildcards.get(new PropertyName(name))
          : null;
    }
  }
}
