package dev.hardstop;

import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/**
 * Creates the policy of functions with given environment variables, for a program that is not a function but must
 * give the same verdicts.
 */
public final class ConfiguredPolicy {
  private static final int ORDINAL = 300;

  private ConfiguredPolicy() {}

  /**
   * Returns the policy of functions with these variables.
   *
   * @param variables {@code HARDSTOP_POLICY_…}, {@code HARDSTOP_DELIVERY_EVENTS}, {@code
   *     HARDSTOP_STREAMS}, {@code HARDSTOP_SES_LIST}; missing variables have their defaults
   * @throws RuntimeException if a value is invalid
   */
  public static SuppressionPolicy of(Map<String, String> variables) {
    SmallRyeConfig config = new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new EnvConfigSource(variables, ORDINAL))
        .withMapping(PolicyConfiguration.class)
        .build();
    return config
        .getConfigMapping(PolicyConfiguration.class)
        .policy(
            config.getOptionalValue("hardstop.delivery-events", Boolean.class),
            config.getOptionalValues("hardstop.streams", String.class),
            config.getOptionalValue("hardstop.ses-list", SesListMode.class));
  }
}
