package dev.hardstop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.SuppressionPolicy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyConfigurationTest {
  @Test
  void withoutConfigurationThePolicyIsTheDocumentedOne() {
    assertThat(policy(Map.of())).isEqualTo(SuppressionPolicy.standard());
  }

  @Test
  void everyNumberCanBeConfigured() {
    SuppressionPolicy policy = policy(Map.of(
        "hardstop.policy.recheck-days", "31",
        "hardstop.policy.endless-after-days", "32",
        "hardstop.policy.ambiguous-complaint-days", "33",
        "hardstop.policy.ses-global-list-days", "34",
        "hardstop.policy.settle-days", "25",
        "hardstop.policy.invalid-domain.within-days", "4",
        "hardstop.policy.refused.within-days", "36",
        "hardstop.policy.blocked.for-days", "37"));
    assertThat(policy.recheckable()).isEqualTo(new ForDaysThenEndless(31, 32));
    assertThat(policy.ambiguousComplaint()).isEqualTo(new ForDays(33));
    assertThat(policy.sesGlobalList()).isEqualTo(new ForDays(34));
    assertThat(policy.settleDays()).isEqualTo(25);
    assertThat(policy.invalidDomain().withinDays()).isEqualTo(4);
    assertThat(policy.refused().withinDays()).isEqualTo(36);
    assertThat(policy.blocked().forDays()).isEqualTo(37);
  }

  @Test
  void aNumberThatMakesNoSenseIsRefusedAtTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(Map.of("hardstop.policy.recheck-days", "0")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(Map.of("hardstop.policy.endless-after-days", "96")))
        .withMessageContaining("less than the 96 days that are kept");
  }

  private static SuppressionPolicy policy(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(PolicyConfiguration.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(PolicyConfiguration.class)
        .policy(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
