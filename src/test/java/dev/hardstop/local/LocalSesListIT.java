package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * With {@code SesList=follow}, the suppression list of the stand-in for SES follows the verdicts of
 * the packaged functions: the way of examples/README.md, with queues that wait a second where they
 * would wait a minute.
 */
class LocalSesListIT {
  private static final String HEADING = "## SES's own list";
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

      List<String> outputs = DocumentedCommands.of(Path.of("examples", "README.md"), HEADING)
          .run(
              system.address(),
              List.of(
                  () -> account.addresses().equals(List.of(SUPPRESSED)),
                  () -> isTakenOff(system, BLAMELESS),
                  () -> account.addresses().isEmpty()));

      assertThat(outputs.get(1)).contains(SUPPRESSED).doesNotContain(BLAMELESS);
      assertThat(outputs.get(4)).contains(SUPPRESSED).doesNotContain(BLAMELESS);
      assertThat(outputs.get(6)).isEqualTo("{\"SuppressedDestinationSummaries\":[]}\n");
      assertThat(api.verdict(BLAMELESS).path("state").asText()).isEqualTo("clear");
      assertThat(api.verdict(SUPPRESSED).path("suppressed").asBoolean()).isFalse();
      assertThat(system.aws().calls("ses:DeleteSuppressedDestination")).hasSize(2);
    }
  }

  private static boolean isTakenOff(LocalSystem system, String address) {
    return system.aws().calls("ses:DeleteSuppressedDestination").stream()
        .anyMatch(call -> address.equals(call.parameters().get("address")));
  }
}
