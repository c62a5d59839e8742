package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SuppressedDestination;
import software.amazon.awssdk.services.sesv2.model.SuppressedDestinationSummary;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** The stand-in for SES's suppression list, asked by AWS's own client. */
class SesAccountStubTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.250Z");

  private AwsStub aws;
  private SesAccountStub account;
  private SesV2Client client;
  private Instant now = NOW;

  @BeforeEach
  void start() throws Exception {
    aws = AwsStub.start();
    account = aws.sesAccount();
    account.setClock(() -> now);
    account.setInterval(Duration.ZERO);
    client = SesV2Client.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    aws.close();
  }

  @Test
  void sendingIgnoresTheCaseAndTheCallsDoNot() {
    put("Bob@example.com", SuppressionListReason.BOUNCE);

    assertThat(account.refuses("bob@EXAMPLE.com")).isTrue();
    assertThatThrownBy(() -> get("bob@example.com")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> delete("bob@example.com")).isInstanceOf(NotFoundException.class);
    assertThat(get("Bob@example.com").lastUpdateTime()).isEqualTo(NOW);

    delete("Bob@example.com");

    assertThat(account.refuses("bob@example.com")).isFalse();
  }

  @Test
  void signsInAnAddressArriveAsTheyWereWritten() {
    for (String address : List.of("a+b@example.com", "50%@example.com", "ü?#&=@example.com")) {
      put(address, SuppressionListReason.BOUNCE);
      assertThat(get(address).emailAddress()).isEqualTo(address);
      delete(address);
    }
    assertThat(account.addresses()).isEmpty();
  }

  @Test
  void anAddressWithASlashIsABadRequest() {
    assertThatThrownBy(() -> delete("a/b@example.com")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> get("a/b@example.com")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> put("a/b@example.com", SuppressionListReason.BOUNCE))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void sesListsItsOwnHardBouncesWithTheirMessage() {
    account.bounces("Gone@example.org", "message-1");
    put("other@example.org", SuppressionListReason.BOUNCE);

    assertThat(get("Gone@example.org").attributes().messageId()).isEqualTo("message-1");
    assertThat(get("other@example.org").attributes()).isNull();
  }

  @Test
  void onlyReasonsInForceBlockAndAreListed() {
    account.complains("ann@example.org", "message-1");
    account.setReasons(Set.of("BOUNCE"));
    account.addSet("strict", Set.of("BOUNCE", "COMPLAINT"));
    account.complains("bob@example.org", "message-2");

    assertThat(account.addresses()).containsExactly("ann@example.org");
    assertThat(account.refuses("ann@example.org")).isFalse();
    assertThat(account.refuses("ann@example.org", "strict")).isTrue();
    assertThat(client.getAccount(get -> {}).suppressionAttributes().suppressedReasons())
        .containsExactly(SuppressionListReason.BOUNCE);
    assertThat(client
            .getConfigurationSet(get -> get.configurationSetName("strict"))
            .suppressionOptions()
            .suppressedReasons())
        .hasSize(2);
    assertThat(client
            .getConfigurationSet(get -> get.configurationSetName("other"))
            .suppressionOptions())
        .isNull();
  }

  @Test
  void theListHasPagesReasonsAndDays() {
    account.setLargestPage(2);
    for (int i = 0; i < 5; i++) {
      now = NOW.plus(Duration.ofDays(i));
      put(i + "@example.com", SuppressionListReason.BOUNCE);
    }
    put("complaint@example.com", SuppressionListReason.COMPLAINT);

    List<String> bounces = client
        .listSuppressedDestinationsPaginator(list -> list.reasons(SuppressionListReason.BOUNCE))
        .stream()
        .flatMap(page -> page.suppressedDestinationSummaries().stream())
        .map(SuppressedDestinationSummary::emailAddress)
        .toList();

    assertThat(bounces).hasSize(5).allMatch(address -> !address.startsWith("complaint"));
    assertThat(client
            .listSuppressedDestinations(list ->
                list.startDate(NOW.plus(Duration.ofDays(1))).endDate(NOW.plus(Duration.ofDays(2))))
            .suppressedDestinationSummaries())
        .extracting(SuppressedDestinationSummary::emailAddress)
        .containsExactly("1@example.com");
  }

  @Test
  void oneCallASecondIsAnswered() {
    account.setInterval(Duration.ofSeconds(1));
    List<String> answers = new ArrayList<>();
    for (int millis : List.of(0, 500, 999, 1_500, 2_000)) {
      now = NOW.plusMillis(millis);
      try {
        put("bob@example.com", SuppressionListReason.BOUNCE);
        answers.add(millis + " taken");
      } catch (TooManyRequestsException e) {
        answers.add(millis + " refused");
      }
    }
    assertThat(answers)
        .containsExactly("0 taken", "500 refused", "999 taken", "1500 refused", "2000 taken");
  }

  @Test
  void inTheSandboxNothingIsAdded() {
    account.setProduction(false);

    assertThatThrownBy(() -> put("bob@example.com", SuppressionListReason.BOUNCE))
        .isInstanceOf(BadRequestException.class);
    assertThat(client.getAccount(get -> {}).productionAccessEnabled()).isFalse();
  }

  private void put(String address, SuppressionListReason reason) {
    client.putSuppressedDestination(put -> put.emailAddress(address).reason(reason));
  }

  private SuppressedDestination get(String address) {
    return client
        .getSuppressedDestination(get -> get.emailAddress(address))
        .suppressedDestination();
  }

  private void delete(String address) {
    client.deleteSuppressedDestination(delete -> delete.emailAddress(address));
  }
}
