package dev.hardstop.feedback;

import java.util.Locale;

/**
 * The kind of a complaint, derived from {@code complaintFeedbackType} (RFC 5965 section 3.1 and its registry),
 * {@code complaintSubType} and the number of recipients in the notification.
 */
public enum ComplaintKind {
  /** The recipient reported the message as spam, and no other recipient is named. */
  SOLE("complaint"),
  /** One of several possible complainants: SES names every recipient at the domain. */
  ONE_OF_SEVERAL("complaint-one-of-several"),
  /**
   * SES did not send, because the address is on a suppression list of the sender: the account's ({@code
   * OnAccountSuppressionList}), a tenant's, or another that SES may add. No person complained.
   */
  ON_ACCOUNT_LIST("complaint-on-account-list"),
  /** The recipient reported that the message is not spam. */
  NOT_SPAM("complaint-not-spam"),
  /** A report of failed authentication. */
  AUTH_FAILURE("complaint-auth-failure"),
  /** A report of a virus in the message. */
  VIRUS("complaint-virus");

  private final String historyId;

  ComplaintKind(String historyId) {
    this.historyId = historyId;
  }

  /** The id of its history in a dossier. */
  public String historyId() {
    return historyId;
  }

  /**
   * The kind of a complaint.
   *
   * @param feedbackType SES's {@code complaintFeedbackType}, empty if absent; unknown types count
   *     as spam reports
   * @param subType SES's {@code complaintSubType}; empty if absent
   * @param named the number of recipients in the notification, 1 or more
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
