package dev.hardstop.sesaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.local.AwsStub;
import dev.hardstop.local.SesAccountStub;
import dev.hardstop.sesaccount.SesSuppressionList.Page;
import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException.RefusalKind;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import dev.hardstop.sesaccount.SesSuppressionList.SuppressedDestination;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The list over HTTP. The pauses between calls move the clock by which the stand-in throttles. */
class SesV2SuppressionListTest {
  private static final String BOB = "bob@example.com";
  private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

  private AwsStub aws;
  private SesAccountStub account;
  private SesV2Client client;
  private SesSuppressionList list;
  private SesAccountSettings settings;
  private long nanos;

  @BeforeEach
  void start() throws IOException {
    aws = AwsStub.start();
    account = aws.sesAccount();
    account.setClock(() -> START.plusNanos(nanos));
    client = SesV2SuppressionList.withoutRetries(SesV2Client.builder(), Duration.ofSeconds(20))
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
    SesV2SuppressionList both =
        new SesV2SuppressionList(client, new OneCallASecond(() -> nanos, pause -> nanos += pause));
    list = both;
    settings = both;
  }

  @AfterEach
  void stop() {
    client.close();
    aws.close();
  }

  @Test
  void theAccountAndItsSetsTellForWhichReasonsSesRefusesMail() {
    account.addSet("receipts", Set.of("BOUNCE"));
    account.addSet("anything", Set.of());
    account.setReasons(Set.of("COMPLAINT"));
    SesAccountSettings.Account ours = settings.account();
    assertThat(ours)
        .isEqualTo(new SesAccountSettings.Account(false, false, Set.of(Reason.COMPLAINT)));
    assertThat(settings.reasonsOf("receipts").include(Reason.BOUNCE, ours)).isTrue();
    assertThat(settings.reasonsOf("receipts").include(Reason.COMPLAINT, ours)).isFalse();
    assertThat(settings.reasonsOf("anything").include(Reason.COMPLAINT, ours)).isFalse();
    assertThat(settings.reasonsOf("inheriting").include(Reason.COMPLAINT, ours)).isTrue();
    assertThat(settings.reasonsOf("inheriting").exists()).isTrue();
    assertThat(settings.reasonsOf("missing").exists()).isFalse();
  }

  @Test
  void theSandboxAndAPauseAreTold() {
    account.setProduction(false);
    assertThat(settings.account().isInSandbox()).isTrue();
    assertThat(settings.account().isPaused()).isFalse();
    account.setSendingEnabled(false);
    assertThat(settings.account().isPaused()).isTrue();
  }

  @Test
  void whatIsPutIsThereInItsSpellingUntilItIsDeleted() {
    list.put("Bob@Example.com", Reason.BOUNCE);
    assertThat(list.get("Bob@Example.com"))
        .hasValueSatisfying(entry -> assertThat(entry.reason()).isEqualTo(Reason.BOUNCE));
    assertThat(list.get(BOB)).isEmpty();
    list.put("Bob@Example.com", Reason.COMPLAINT);
    assertThat(list.get("Bob@Example.com").orElseThrow().reason()).isEqualTo(Reason.COMPLAINT);
    assertThat(list.delete(BOB)).isFalse();
    assertThat(list.delete("Bob@Example.com")).isTrue();
    assertThat(list.delete("Bob@Example.com")).isFalse();
    assertThat(account.entries()).isEmpty();
  }

  @Test
  void allCallsOfAnAccountAreASecondApartSoThatNoneIsThrottled() {
    for (int i = 0; i < 5; i++) {
      list.put("user" + i + "@example.com", Reason.BOUNCE);
      list.get("user" + i + "@example.com");
    }
    assertThat(aws.calls()).hasSize(10);
    assertThat(nanos).isEqualTo(Duration.ofSeconds(9).toNanos());
  }

  @Test
  void aThrottledCallIsRepeated() {
    account.throttle(SesV2SuppressionList.ATTEMPTS - 1);
    list.put(BOB, Reason.BOUNCE);
    assertThat(account.addresses()).containsExactly(BOB);
  }

  @Test
  void aCallThatIsThrottledAgainAndAgainFailsForNow() {
    account.throttle(SesV2SuppressionList.ATTEMPTS);
    assertThatThrownBy(() -> list.delete(BOB)).isInstanceOf(SesUnavailableException.class);
  }

  @Test
  void anUnavailableSesFailsForNow() {
    aws.setDown(true);
    assertThatThrownBy(() -> list.get(BOB)).isInstanceOf(SesUnavailableException.class);
  }

  @Test
  void theListIsReadPageByPage() {
    account.setLargestPage(2);
    for (int i = 0; i < 5; i++) {
      account.list("User" + i + "@example.com", i % 2 == 0 ? "BOUNCE" : "COMPLAINT", START);
    }
    List<SuppressedDestination> all = new ArrayList<>();
    Optional<String> token = Optional.empty();
    int pages = 0;
    do {
      Page page = list.list(token, 1_000);
      all.addAll(page.entries());
      token = page.next();
      pages++;
    } while (token.isPresent());
    assertThat(pages).isEqualTo(3);
    assertThat(all)
        .hasSize(5)
        .contains(new SuppressedDestination("User3@example.com", Reason.COMPLAINT, START));
  }

  @Test
  void aTokenThatSesDoesNotAcceptIsARefusal() {
    assertThatThrownBy(() -> list.list(Optional.of("no token"), 1_000))
        .isInstanceOfSatisfying(
            SesRefusalException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.REFUSED));
  }

  static Stream<Consumer<SesSuppressionList>> callsWithASlash() {
    String address = "x/y=z@example.com";
    return Stream.of(list -> list.get(address), list -> list.delete(address));
  }

  @ParameterizedTest
  @MethodSource("callsWithASlash")
  void anAddressWithASlashIsReportedAsOneThatTheApiCannotExpress(
      Consumer<SesSuppressionList> call) {
    assertThatThrownBy(() -> call.accept(list))
        .isInstanceOfSatisfying(
            SesRefusalException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.ADDRESS_NOT_EXPRESSIBLE))
        .hasMessageContaining("SES's API cannot express this address")
        .hasMessageNotContaining("example.com");
  }

  @ParameterizedTest
  @MethodSource("unusualAddresses")
  void anAddressArrivesAsItIsWritten(String address) {
    list.put(address, Reason.BOUNCE);
    assertThat(account.addresses()).containsExactly(address);
    assertThat(list.get(address)).isPresent();
    assertThat(list.delete(address)).isTrue();
  }

  static Stream<String> unusualAddresses() {
    return Stream.of(
        "bob+news@example.com",
        "a%40b@example.com",
        "who?me#1&2@example.com",
        "\"john doe\"@example.com",
        "jörg@exämple.com");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, NOT_PERMITTED",
    "ExpiredTokenException, NOT_PERMITTED",
    "UnrecognizedClientException, NOT_PERMITTED",
    "SignatureDoesNotMatch, REFUSED",
    "InvalidSignatureException, REFUSED",
    "ForbiddenException, REFUSED"
  })
  void onlyWhatConcernsTheRoleCountsAsAMissingPermission(String code, RefusalKind kind) {
    account.forbid(code);
    assertThatThrownBy(() -> list.delete(BOB))
        .isInstanceOfSatisfying(
            SesRefusalException.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }

  @Test
  void inTheSandboxANewEntryIsRefused() {
    account.setProduction(false);
    assertThatThrownBy(() -> list.put(BOB, Reason.BOUNCE))
        .isInstanceOfSatisfying(
            SesRefusalException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.REFUSED));
  }
}
