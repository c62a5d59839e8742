package dev.hardstop;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each number of {@link PolicyConfiguration} and {@link ThresholdsConfiguration} is a parameter of
 * template.yaml: {@code hardstop.policy.refused.for-days} is {@code PolicyRefusedForDays}.
 */
class TemplateNumbersTest {
  private static final Stack STANDARD = Stack.ofProject(Map.of());

  /**
   * A number of a configuration.
   *
   * @param property its name, {@code hardstop.policy.refused.for-days}
   */
  record Number(String property) {
    String parameter() {
      return Arrays.stream(property.substring("hardstop.".length()).split("[.-]"))
          .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
          .collect(Collectors.joining());
    }

    String variable() {
      return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
  }

  static Stream<Number> numbers() {
    return Stream.concat(
        numbers("hardstop.policy", PolicyConfiguration.class),
        numbers("hardstop.diagnosis", ThresholdsConfiguration.class));
  }

  @Test
  void theDefaultsOfTheTemplateAreThoseOfTheCode() {
    SmallRyeConfig config = configured(variables(STANDARD));
    assertThat(policy(config)).isEqualTo(SuppressionPolicy.standard());
    assertThat(thresholds(config)).isEqualTo(Thresholds.standard());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberIsAParameterThatAllFunctionsRead(Number number) {
    assertThat(STANDARD.parameters()).containsKey(number.parameter());
    String other = Integer.toString(Integer.parseInt(STANDARD.parameter(number.parameter())) + 1);
    Map<String, String> variables = variables(Stack.ofProject(Map.of(number.parameter(), other)));
    SmallRyeConfig config = configured(variables);
    assertThat(config.getConfigValue(number.property()).getValue()).isEqualTo(other);
    assertThat(List.of(policy(config), thresholds(config)))
        .isNotEqualTo(List.of(SuppressionPolicy.standard(), Thresholds.standard()));
  }

  /** A function that rejects its numbers does not start, and then nothing is recorded. */
  @ParameterizedTest
  @ValueSource(strings = {"MinValue", "MaxValue"})
  void codeAcceptsAllLimitsOfTheTemplate(String limit) {
    Map<String, String> extremes = new TreeMap<>();
    numbers().forEach(number -> extremes.put(number.parameter(), limit(number, limit)));
    assertTaken(extremes);
    numbers().forEach(number -> {
      assertTaken(Map.of(number.parameter(), limit(number, limit)));
      Map<String, String> butOne = new TreeMap<>(extremes);
      butOne.put(
          number.parameter(), limit(number, limit.equals("MinValue") ? "MaxValue" : "MinValue"));
      assertTaken(butOne);
    });
  }

  @Test
  void everyNumberOfTheTemplateIsRead() {
    assertThat(STANDARD.parameters().keySet().stream()
            .filter(name -> name.startsWith("Policy") || name.startsWith("Diagnosis")))
        .containsExactlyInAnyOrderElementsOf(
            numbers().map(Number::parameter).collect(toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @CsvSource({"'',''", "newsletter,newsletter", "'newsletter,receipts_2','newsletter receipts_2'"})
  void theStreamsAreAParameterThatAllFunctionsRead(String parameter, String names) {
    Set<String> read = policyWith("Streams", parameter).streams().names();
    assertThat(String.join(" ", read)).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({"off,OFF", "report,REPORT", "follow,FOLLOW"})
  void theModeOfSesListIsAParameterThatAllFunctionsRead(String parameter, SesListMode mode) {
    assertThat(policyWith("SesList", parameter).sesList()).isEqualTo(mode);
    assertThat(STANDARD.parameters().get("SesList").path("AllowedValues"))
        .hasSameSizeAs(SesListMode.values());
  }

  private static SuppressionPolicy policyWith(String parameter, String value) {
    return policy(configured(variables(Stack.ofProject(Map.of(parameter, value)))));
  }

  private static String limit(Number number, String limit) {
    JsonNode value = STANDARD.parameters().get(number.parameter()).path(limit);
    assertThat(value.isInt()).as(number.parameter() + " has a " + limit).isTrue();
    return value.asText();
  }

  private static void assertTaken(Map<String, String> parameters) {
    SmallRyeConfig config = configured(variables(Stack.ofProject(parameters)));
    assertThatCode(() -> {
          policy(config);
          thresholds(config);
        })
        .as(parameters.toString())
        .doesNotThrowAnyException();
  }

  private static SuppressionPolicy policy(SmallRyeConfig config) {
    return config
        .getConfigMapping(PolicyConfiguration.class)
        .policy(
            Optional.empty(),
            config.getOptionalValues("hardstop.streams", String.class),
            config.getOptionalValue("hardstop.ses-list", SesListMode.class));
  }

  private static Thresholds thresholds(SmallRyeConfig config) {
    return config.getConfigMapping(ThresholdsConfiguration.class).thresholds();
  }

  private static Map<String, String> variables(Stack stack) {
    Map<String, String> variables = new HashMap<>();
    stack
        .globals()
        .at("/Environment/Variables")
        .properties()
        .forEach(
            variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return variables;
  }

  private static SmallRyeConfig configured(Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .withMapping(PolicyConfiguration.class)
        .withMapping(ThresholdsConfiguration.class)
        .withSources(new EnvConfigSource(variables, 300))
        .build();
  }

  private static Stream<Number> numbers(String prefix, Class<?> configuration) {
    return Arrays.stream(configuration.getDeclaredMethods()).flatMap(method -> {
      String property =
          prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (method.getReturnType().isInterface()) {
        return numbers(property, method.getReturnType());
      }
      return method.getReturnType() == OptionalInt.class
          ? Stream.of(new Number(property))
          : Stream.empty();
    });
  }
}
