package dev.hardstop.cli;

import dev.hardstop.smtp.PrintableText;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates a failed call to AWS into a message for the user. */
final class AwsFailure {
  /** In characters. Hardstop's own messages are shorter, even the list of all reasons. */
  private static final int LONGEST_LINE = 1_000;

  /** The error codes of credentials that were valid once (AWS general reference, "Common errors"). */
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private static final Set<String> INVALID = Set.of(
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "InvalidAccessKeyId",
      "MissingAuthenticationToken");
  private static final Set<String> REFUSED =
      Set.of("AccessDenied", "AccessDeniedException", "AccessDeniedFault", "UnauthorizedOperation");

  static final String RENEW = "your AWS credentials have expired: renew them (aws sso login, or"
      + " whatever you use), then try again";
  static final String WRONG = "AWS does not accept your credentials: check --profile and the"
      + " variables AWS_PROFILE and AWS_ACCESS_KEY_ID";
  private static final String NONE = "there are no usable AWS credentials: check --profile and the"
      + " variable AWS_PROFILE, or run aws configure or aws sso login";

  private AwsFailure() {}

  static CommandException of(SdkException failed) {
    if (failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
      return CommandException.unreachable(ofService(refused), failed);
    }
    return CommandException.unreachable(ofClient(failed), failed);
  }

  private static String ofService(AwsServiceException refused) {
    String code = String.valueOf(refused.awsErrorDetails().errorCode());
    String service = String.valueOf(refused.awsErrorDetails().serviceName());
    if (EXPIRED.contains(code)) {
      return RENEW;
    }
    if (INVALID.contains(code)) {
      return WRONG;
    }
    if (REFUSED.contains(code)) {
      return "your AWS identity may not do this: "
          + firstLine(refused.awsErrorDetails().errorMessage())
          + " (docs/command-line.md lists the permissions of each command)";
    }
    return service + " answered " + code + ": "
        + firstLine(refused.awsErrorDetails().errorMessage());
  }

  private static String ofClient(SdkException failed) {
    String text = String.valueOf(failed.getMessage());
    if (text.contains("expired")) {
      return RENEW;
    }
    if (text.contains("credentials") || text.contains("Profile file contained")) {
      return NONE;
    }
    if (text.contains("region")) {
      return "no AWS region is known: name one with --region or AWS_REGION";
    }
    if (isOfUnknownHost(failed)) {
      return "the host name of AWS cannot be resolved: check --region and the network";
    }
    return "AWS cannot be reached: " + firstLine(text);
  }

  private static boolean isOfUnknownHost(Throwable thrown) {
    return thrown != null
        && (thrown instanceof UnknownHostException || isOfUnknownHost(thrown.getCause()));
  }

  /** Returns the first line of a message from any source, without control characters and shortened. */
  static String firstLine(String text) {
    String printable =
        text == null ? "no explanation" : text.lines().findFirst().orElse("");
    return PrintableText.of(
        printable.length() <= LONGEST_LINE
            ? printable
            : printable.substring(0, LONGEST_LINE) + "…");
  }
}
