package dev.hardstop.feedback;

import java.util.Locale;

/**
 * What a complaint says about the address, out of {@code complaintFeedbackType} (RFC 5965 section
 * 3.1 and its registry), {@code complaintSubType} and the number of recipients named.
 */
public enum ComplaintKind {
  /** The recipient, and nobody else named, called the message spam. */
  SOLE("complaint"),
  /** SES names every recipient at the complaining domain: this is one of several candidates. */
  ONE_OF_SEVERAL("complaint-one-of-several"),
  /**
   * SES did not send, because the address is on a suppression list of the sender's: the account's
   * ({@code OnAccountSuppressionList}), a tenant's, or another that SES may add. No person complained.
   */
  ON_ACCOUNT_LIST("complaint-on-account-list"),
  /** The recipient said that the message is no spam. */
  NOT_SPAM("complaint-not-spam"),
  /** A report of failed authentication. */
  AUTH_FAILURE("complaint-auth-failure"),
  /** A report of a virus in the message. */
  VIRUS("complaint-virus");

  private final String historyId;

  ComplaintKind(String historyId) {
    this.historyId = historyId;
  }

  /** The name of its trace in a dossier. */
  public String historyId() {
    return historyId;
  }

  /**
   * The kind of a complaint.
   *
   * @param feedbackType SES's {@code complaintFeedbackType}, empty where absent; unknown ones count
   *     as spam reports
   * @param subType SES's {@code complaintSubType}, empty where absent
   * @param named how many recipients the notification names, 1 or more
   */
  public static ComplaintKind of(String feedbackType, String subType, int named) {
    if (isSuppressionList(subType.toLowerCase(Locale.ROOT))) {
      return ON_ACCOUNT_LIST;
    }
    return switch (feedbackType.toLowerCase(Locale.ROOT)) {
      case "not-spam" -> NOT_SPAM;
      case "auth-failure" -> AUTH_FAILURE;
      case "virus" -> VIRUS;
      default -> named == 1 ? SOLE : ONE_OF_SEVERAL;
    };
  }

  private static boolean isSuppressionList(String subType) {
    return subType.startsWith("on") && subType.endsWith("suppressionlist");
  }
}
