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
 * Reduces the cost of reading the configuration, which took two thirds of the instructions of a start. The result of
 * reading does not change.
 */
final class ConfigurationLookups {
  private ConfigurationLookups() {}

  /**
   * The beginnings of the names with wildcards, before the first asterisk.
   *
   * @param names the number of names from which they were made
   */
  private record Beginnings(int names, String[] texts) {
    private static final Map<Object, Beginnings> OF_WILDCARDS =
        Collections.synchronizedMap(new IdentityHashMap<>());

    /** Whether a name with a wildcard may match a name without one. */
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
   * At each start, Quarkus looks for names that no extension knows, in order to warn about them. It never warns about
   * environment variables, and on Lambda no other names can be added. Without this search, a start takes a fifth
   * fewer instructions.
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
   * SmallRye Config keeps the defaults of names with a wildcard, such as {@code quarkus.log.category.*.level}, in a
   * hash map. All these names have the hash code 0, so each look-up of a name without a value compares it with all of
   * them, character by character. This substitute asks the map only for names that begin like one of them.
   *
   * <p>Upstream: no issue was found about <a
   * href="https://github.com/smallrye/smallrye-config/blob/main/implementation/src/main/java/io/smallrye/config/PropertyName.java">{@code
   * PropertyName.hashCode}</a>.
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
