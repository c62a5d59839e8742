package dev.hardstop.sesaccount;

import static java.util.Objects.requireNonNull;

import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException.RefusalKind;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.GetAccountRequest;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.ListSuppressedDestinationsResponse;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.SuppressedDestinationSummary;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;
import software.amazon.awssdk.services.sesv2.model.SuppressionOptions;

/**
 * The suppression list, and the settings that concern it, through SES API version 2. The bean has a
 * client of its own, which is created for the first call. This class repeats failed calls itself, so
 * that repetitions are at least a second apart as well.
 */
@ApplicationScoped
public class SesV2SuppressionList implements SesSuppressionList, SesAccountSettings {
  /** The number of attempts before a call counts as failed. */
  static final int ATTEMPTS = 4;

  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  /** The prefixes of the error codes of missing permissions and invalid credentials (IAM reference). */
  private static final List<String> ABOUT_ROLE = List.of(
      "AccessDenied",
      "ExpiredToken",
      "InvalidClientTokenId",
      "MissingAuthenticationToken",
      "NotAuthorized",
      "OptInRequired",
      "UnrecognizedClient");

  private final SesV2Client ses;
  private final OneCallASecond pace;

  @Inject
  SesV2SuppressionList(
      @ConfigProperty(name = "quarkus.ses.api-call-attempt-timeout") Duration timeout) {
    this(
        withoutRetries(SesV2Client.builder(), timeout)
            .httpClientBuilder(ApacheHttpClient.builder())
            .build(),
        OneCallASecond.ofSystem());
  }

  SesV2SuppressionList(SesV2Client ses, OneCallASecond pace) {
    this.ses = requireNonNull(ses, "ses is null");
    this.pace = requireNonNull(pace, "pace is null");
  }

  static SesV2ClientBuilder withoutRetries(SesV2ClientBuilder builder, Duration timeout) {
    return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
        .apiCallTimeout(timeout)
        .retryStrategy(DefaultRetryStrategy.doNotRetry())
        .build());
  }

  @Override
  public void put(String address, Reason reason) {
    call(
        address,
        () -> ses.putSuppressedDestination(put -> put.emailAddress(address).reason(reason.name())));
  }

  @Override
  public Optional<SuppressedDestination> get(String address) {
    try {
      return Optional.of(
              call(address, () -> ses.getSuppressedDestination(get -> get.emailAddress(address))))
          .map(found -> found.suppressedDestination())
          .map(it -> new SuppressedDestination(
              it.emailAddress(), reason(it.reason()), it.lastUpdateTime()));
    } catch (NotFoundException notListed) {
      return Optional.empty();
    }
  }

  @Override
  public boolean delete(String address) {
    try {
      call(address, () -> ses.deleteSuppressedDestination(delete -> delete.emailAddress(address)));
      return true;
    } catch (NotFoundException notListed) {
      return false;
    }
  }

  @Override
  public Page list(Optional<String> token, int size) {
    ListSuppressedDestinationsResponse page = call(
        "",
        () -> ses.listSuppressedDestinations(
            list -> list.nextToken(token.orElse(null)).pageSize(size)));
    return new Page(
        page.suppressedDestinationSummaries().stream()
            .map(SesV2SuppressionList::entry)
            .toList(),
        Optional.ofNullable(page.nextToken()));
  }

  @Override
  public Account account() {
    GetAccountResponse account =
        call("", () -> ses.getAccount(GetAccountRequest.builder().build()));
    return new Account(
        !Boolean.TRUE.equals(account.productionAccessEnabled()),
        !Boolean.TRUE.equals(account.sendingEnabled()),
        account.suppressionAttributes() == null
            ? Set.of()
            : reasons(account.suppressionAttributes().suppressedReasons()));
  }

  @Override
  public SetReasons reasonsOf(String configurationSet) {
    try {
      SuppressionOptions options = call(
              "", () -> ses.getConfigurationSet(get -> get.configurationSetName(configurationSet)))
          .suppressionOptions();
      boolean hasOwn = options != null && options.hasSuppressedReasons();
      return new SetReasons(
          true, hasOwn ? Optional.of(reasons(options.suppressedReasons())) : Optional.empty());
    } catch (NotFoundException noSuchSet) {
      return new SetReasons(false, Optional.empty());
    }
  }

  private static Set<Reason> reasons(List<SuppressionListReason> reasons) {
    return reasons.stream().map(SesV2SuppressionList::reason).collect(Collectors.toSet());
  }

  private static SuppressedDestination entry(SuppressedDestinationSummary it) {
    return new SuppressedDestination(it.emailAddress(), reason(it.reason()), it.lastUpdateTime());
  }

  /** Converts a reason. A reason that this SDK does not know counts as a bounce. */
  private static Reason reason(SuppressionListReason reason) {
    return reason == SuppressionListReason.COMPLAINT ? Reason.COMPLAINT : Reason.BOUNCE;
  }

  /** Makes a call. A failed call that may succeed later is repeated after 2, 3 and 4 seconds. */
  private <T> T call(String address, Supplier<T> operation) {
    for (int attempt = 0; ; attempt++) {
      try {
        return pace.call(Duration.ofSeconds(attempt), operation);
      } catch (NotFoundException answer) {
        throw answer;
      } catch (SdkException failed) {
        if (!maySucceedLater(failed)) {
          throw new SesRefusalException(kind(address, failed), failed);
        }
        if (attempt == ATTEMPTS - 1) {
          throw new SesUnavailableException(
              "SES did not answer in " + ATTEMPTS + " attempts", failed);
        }
      }
    }
  }

  /**
   * Returns whether a failed call may succeed later, which is false only if SES rejected this request.
   */
  private static boolean maySucceedLater(SdkException failed) {
    return !(failed instanceof AwsServiceException answer)
        || answer.isThrottlingException()
        || answer.statusCode() >= SERVER_ERROR;
  }

  private static RefusalKind kind(String address, SdkException refusal) {
    if (refusal instanceof BadRequestException && address.indexOf('/') >= 0) {
      return RefusalKind.ADDRESS_NOT_EXPRESSIBLE;
    }
    if (refusal instanceof AccountSuspendedException || refusal instanceof SendingPausedException) {
      return RefusalKind.ACCOUNT_PAUSED;
    }
    return refusal instanceof AwsServiceException answer && isAboutRole(answer)
        ? RefusalKind.NOT_PERMITTED
        : RefusalKind.REFUSED;
  }

  /**
   * Returns whether a refusal concerns the role. A response with the same status but another code, such
   * as one about the signature, concerns only an unusual address.
   */
  private static boolean isAboutRole(AwsServiceException answer) {
    String code =
        answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    return answer.statusCode() == FORBIDDEN
        && code != null
        && ABOUT_ROLE.stream().anyMatch(code::startsWith);
  }
}
