package dev.hardstop.classification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The hosts whose names show who answers, or why: providers, gateways, blocklists and their help pages.
 * Masking keeps their names in placeholders, and keeps the parameters of their links that name a cause.
 *
 * <p>The list is a rule file. It is read once, when this class is initialised; in a native image, that is at
 * build time.
 */
public final class KnownHosts {
  private static final String MICROSOFT_EDGE = "protection.outlook.com";
  private static final int LONGEST_VALUE = 40;
  private static final int MOST_LABELS = 5;

  private static final Set<String> HOSTS;
  private static final Map<String, Set<String>> PARAMETERS;

  static {
    Source source = ServiceLoader.load(Source.class, KnownHosts.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no list of known hosts"));
    HOSTS = Set.copyOf(source.hosts());
    PARAMETERS = source.parameters().entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            Map.Entry::getKey, parameters -> Set.copyOf(parameters.getValue())));
  }

  private KnownHosts() {}

  /** Provides the list; found by {@link ServiceLoader}, because the core reads no files. */
  public interface Source {
    /** The names of the hosts, in lower case. */
    List<String> hosts();

    /** By host, the parameters of its links that name a cause, in lower case. */
    Map<String, List<String>> parameters();
  }

  /**
   * The name under which a host is listed: its own name or that of a domain above it; empty if it is unknown.
   */
  static String nameOf(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String listed = "";
    int dot = name.length();
    for (int labels = 0; labels < MOST_LABELS && dot >= 0; labels++) {
      dot = name.lastIndexOf('.', dot - 1);
      String suffix = name.substring(dot + 1);
      listed = HOSTS.contains(suffix) ? suffix : listed;
    }
    return listed.isEmpty() && isCutMicrosoftHost(name) ? MICROSOFT_EDGE : listed;
  }

  /**
   * Whether this is a Microsoft host name that a relay cut off, such as {@code
   * xx1eur00ft000.eop-eur00.prod.prot}.
   */
  private static boolean isCutMicrosoftHost(String host) {
    return host.contains(".eop-") && host.contains(".pro");
  }

  /** Whether this is the exact name of a listed host. */
  static boolean isName(String name) {
    return HOSTS.contains(name);
  }

  /** The whole list as a text, the same in every process. */
  static String asText() {
    SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
    PARAMETERS.forEach((host, names) -> parameters.put(host, new TreeSet<>(names)));
    return new TreeSet<>(HOSTS) + "\n" + parameters;
  }

  /** Whether this parameter of a listed host's links names a cause. */
  static boolean namesCause(String name, String parameter) {
    return PARAMETERS.getOrDefault(name, Set.of()).contains(parameter.toLowerCase(Locale.ROOT));
  }

  /** Whether a parameter's value is short and plain, so that it can be kept. */
  static boolean isPlain(String value) {
    boolean plain = !value.isEmpty() && value.length() <= LONGEST_VALUE;
    for (int i = 0; plain && i < value.length(); i++) {
      char c = value.charAt(i);
      plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return plain;
  }
}
