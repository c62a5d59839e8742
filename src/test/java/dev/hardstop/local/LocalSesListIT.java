package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * With {@code SesList=follow}, the suppression list of the stand-in for SES follows the verdicts of
 * the packaged functions: the way of examples/README.md, with queues that wait a second where they
 * would wait a minute.
 */
class LocalSesListIT {
  private static final String SUPPRESSED = "gone@example.org";
  private static final String BLAMELESS = "customer@example.net";

  @Test
  void aSuppressionIsListedABlocklistedBounceIsTakenOffAndAReleaseEmptiesTheList()
      throws Exception {
    LocalSettings settings = new LocalSettings(
            0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
        .with("SesList", "follow")
        .withLongestWait(Duration.ofSeconds(1));
    try (LocalSystem system = LocalSystem.start(settings)) {
      LocalApi api = new LocalApi(system.address());
      SesAccountStub account = system.aws().sesAccount();

      api.send("access-denied.sqs.json", Instant.now());
      await(api, List.of(SUPPRESSED)::equals);
      assertThat(account.refuses(SUPPRESSED)).isTrue();

      api.send("blocklisted-sender.eventbridge.json", Instant.now());
      await(api, list -> isTakenOff(system, BLAMELESS) && list.equals(List.of(SUPPRESSED)));
      assertThat(account.refuses(BLAMELESS)).isFalse();
      assertThat(api.verdict(BLAMELESS).path("state").asText()).isEqualTo("clear");

      api.release(SUPPRESSED);
      await(api, List::isEmpty);
      assertThat(api.verdict(SUPPRESSED).path("suppressed").asBoolean()).isFalse();
      assertThat(system.aws().calls("ses:DeleteSuppressedDestination")).hasSize(2);
    }
  }

  private static boolean isTakenOff(LocalSystem system, String address) {
    return system.aws().calls("ses:DeleteSuppressedDestination").stream()
        .anyMatch(call -> address.equals(call.parameters().get("address")));
  }

  private static void await(LocalApi api, Predicate<List<String>> condition) throws Exception {
    long deadline = System.nanoTime() + LocalSystem.PATIENCE.toNanos();
    List<String> listed = listed(api);
    while (!condition.test(listed) && System.nanoTime() < deadline) {
      Thread.sleep(100);
      listed = listed(api);
    }
    assertThat(condition.test(listed)).as("the list is %s", listed).isTrue();
  }

  private static List<String> listed(LocalApi api) {
    List<String> addresses = new ArrayList<>();
    api.get("/ses-list")
        .json()
        .path("SuppressedDestinationSummaries")
        .forEach(entry -> addresses.add(entry.path("EmailAddress").asText()));
    return addresses;
  }
}
