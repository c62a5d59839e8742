package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.sesevent.SesJson;
import dev.hardstop.smtp.EmailAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole circle, with the packaged functions: SES reports a bounce, {@code feedback} records it, the
 * table's stream invokes {@code announce}, the queues invoke {@code ses-list}, and the stand-in for SES
 * obeys its list. Its delays are shortened. Each test leaves SES's list empty.
 */
class SesListIT {
  private static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";
  private static final String NOBODY_THERE =
      "smtp; 550 5.1.1 Recipient address rejected: User unknown in local recipient table";
  private static final String ACCESS_DENIED = "smtp; 550 5.4.1 Recipient address rejected: Access"
      + " denied. [DB1PEPF0001.eurprd02.prod.protection.outlook.com]";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static LocalSystem system;
  private static SesAccountStub ses;
  private static LocalApi api;

  @BeforeAll
  static void start() throws Exception {
    system = LocalSystem.start(
        new LocalSettings(0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
            .with("SesList", "follow")
            .withLongestWait(LONGEST_WAIT));
    ses = system.aws().sesAccount();
    api = new LocalApi(system.address());
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void theCustomerOfABlocklistedSenderStaysReachable() throws Exception {
    String address = "Bob-" + UUID.randomUUID() + "@Example.org";
    report(bounce(address, BLOCKLISTED, "Permanent", "General"));
    assertThat(ses.refuses(address)).as("SES lists it").isTrue();

    report(bounce(address, "", "Permanent", "OnAccountSuppressionList"));
    assertThat(isSuppressed(address)).as("SES refuses the next message").isFalse();

    await(() -> !ses.refuses(address));
    report(delivery(address));
    assertThat(api.verdict(address).path("state").asText()).isEqualTo("clear");
    assertThat(isListed(address)).isFalse();
    assertNothingMoreIsCalledAbout(address, List.of("GET", "DELETE"));
  }

  @Test
  void aReleaseReachesSesAndAMessageSentMeanwhileHoldsNothingUp() throws Exception {
    String address = "Ann-" + UUID.randomUUID() + "@Example.org";
    report(bounce(address, NOBODY_THERE, "Permanent", "General"));
    assertThat(isSuppressed(address)).isTrue();
    assertThat(ses.refuses(address)).isTrue();

    assertThat(api.release(address).status()).isEqualTo(200);
    // Sent after the release, and refused because SES's list still had the address.
    report(bounce(address, "", "Permanent", "OnAccountSuppressionList"));
    assertThat(isSuppressed(address)).isFalse();

    await(() -> !ses.refuses(address));
    report(delivery(address));
    assertThat(isSuppressed(address)).isFalse();
    assertThat(isListed(address)).isFalse();
  }

  @Test
  void aSuppressionThatSesDoesNotListItselfIsListedAndAReleaseEmptiesTheList() throws Exception {
    String address = "carl-" + UUID.randomUUID() + "@example.org";
    report(bounce(address, ACCESS_DENIED, "Transient", "General"));
    await(() -> ses.refuses(address));
    assertThat(api.release(address).status()).isEqualTo(200);
    await(() -> !ses.refuses(address));
    assertThat(isListed(address)).isFalse();
  }

  @Test
  void theCommandsOfTheExamplesShowAListThatFollowsTheVerdicts() throws Exception {
    String suppressed = "gone@example.org";
    String blameless = "customer@example.net";
    assertThat(ses.addresses()).isEmpty();

    List<String> outputs = DocumentedCommands.of(
            Path.of("examples", "README.md"), "## SES's own list")
        .run(
            system.address(),
            List.of(
                () -> ses.addresses().equals(List.of(suppressed)),
                () -> !removals(blameless).isEmpty(),
                () -> ses.addresses().isEmpty()));

    assertThat(outputs.get(1)).contains(suppressed).doesNotContain(blameless);
    assertThat(outputs.get(4)).contains(suppressed).doesNotContain(blameless);
    assertThat(outputs.get(6)).isEqualTo("{\"SuppressedDestinationSummaries\":[]}\n");
    assertThat(api.verdict(blameless).path("state").asText()).isEqualTo("clear");
    assertThat(isSuppressed(suppressed)).isFalse();
    assertThat(removals(suppressed)).hasSize(1);
    assertThat(removals(blameless)).hasSize(1);
  }

  private static List<AwsStub.Call> removals(String address) {
    return system.aws().calls("ses:DeleteSuppressedDestination").stream()
        .filter(call -> address.equals(call.parameters().get("address")))
        .toList();
  }

  private static void report(Feedback feedback) {
    assertThat(api.feedback(new String(SesJson.bytes(feedback), UTF_8)).status())
        .isEqualTo(200);
  }

  private static boolean isSuppressed(String address) {
    return api.verdict(address).path("suppressed").asBoolean();
  }

  private static boolean isListed(String address) {
    return ses.addresses().stream().anyMatch(address::equalsIgnoreCase);
  }

  private static Bounce bounce(String address, String reply, String type, String subType) {
    EmailAddress recipient = EmailAddress.of(address);
    return new Bounce(
        new Mail("message-" + UUID.randomUUID(), Instant.now(), List.of(recipient)),
        "feedback-" + UUID.randomUUID(),
        Optional.of(recipient),
        new BounceType(type, subType),
        new Bounce.RecipientReport("failed", "", reply, "", ""));
  }

  private static Delivery delivery(String address) {
    EmailAddress recipient = EmailAddress.of(address);
    return new Delivery(
        new Mail("message-" + UUID.randomUUID(), Instant.now(), List.of(recipient)),
        Optional.of(recipient));
  }

  /** What is called afterwards would be called before a later address is done. */
  private static void assertNothingMoreIsCalledAbout(String address, List<String> methods)
      throws InterruptedException {
    String later = "later-" + UUID.randomUUID() + "@example.org";
    report(bounce(later, BLOCKLISTED, "Permanent", "General"));
    await(() -> !ses.refuses(later));
    List<String> made = system.aws().calls().stream()
        .filter(call -> address.equals(call.parameters().get("address")))
        .map(call -> call.action().contains("Get") ? "GET" : "DELETE")
        .toList();
    assertThat(made).containsExactlyElementsOf(methods);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + LocalSystem.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
