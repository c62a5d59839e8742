package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/**
 * Describes a verdict on an address in plain English: one text for the support desk, to be read out, and one for the
 * owner of the address. Neither text contains an address or words of a remote server. "We" are the senders of the
 * mail.
 */
final class PlainWords {
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private final Verdict verdict;

  PlainWords(Verdict verdict) {
    this.verdict = requireNonNull(verdict, "verdict is null");
  }

  // For the support desk.

  /** Returns one sentence that says whether mail is sent, and why not. */
  String summary() {
    Optional<String> happened = verdict.cause().map(this::happened);
    return switch (verdict.state()) {
      case SUPPRESSED, HELD ->
        "We send no mail%s to this address%s%s."
            .formatted(
                ofStreams(),
                verdict.until().map(day -> " before " + date(day)).orElse(""),
                happened.map(it -> ", because " + it).orElse(""));
      case RECHECK ->
        "Mail%s to this address may be tried again; it was stopped because %s."
            .formatted(ofStreams(), happened.orElse("it did not arrive"));
      case WATCHED ->
        "We still send mail to this address, although %s."
            .formatted(happened.orElse("it did not always arrive"));
      case CLEAR ->
        happened
            .map(it -> "We send mail to this address; this is not held against it: " + it + ".")
            .orElse("We send mail to this address, and we know of no problem with it.");
    };
  }

  private String ofStreams() {
    return verdict.streams().isEmpty() ? "" : " of the kind " + names(verdict.streams());
  }

  private String happened(VerdictCause cause) {
    if (cause instanceof VerdictCause.OfIncident) {
      return "nearly all mail to its domain has failed" + since();
    }
    if (cause instanceof VerdictCause.OfManualAction manual) {
      return "a person stopped it on "
          + date(LocalDate.ofInstant(manual.action().at(), ZoneOffset.UTC));
    }
    if (cause instanceof VerdictCause.OfComplaint complaint) {
      return happened(complaint.kind()) + lastSeen();
    }
    if (cause.reason().equals(VerdictCause.COMPLAINT)) {
      return happened(ComplaintKind.SOLE);
    }
    return BounceReason.find(cause.reason())
            .map(PlainWords::happened)
            .orElse("earlier mail did not arrive")
        + lastSeen();
  }

  private static String happened(ComplaintKind kind) {
    return switch (kind) {
      case SOLE -> "its owner told the mail provider that our mail was not wanted";
      case ONE_OF_SEVERAL -> "a complaint named this address together with others";
      case ON_ACCOUNT_LIST -> happened(BounceReason.SUPPRESSED_BY_SES);
      case NOT_SPAM -> "its owner told the mail provider that our mail is not spam";
      case AUTH_FAILURE -> "a mail provider could not verify that a message was ours";
      case VIRUS -> "a mail provider reported a virus in our mail";
    };
  }

  private static String happened(BounceReason reason) {
    return switch (reason) {
      case INVALID_RECIPIENT -> "the receiving server said that the mailbox does not exist";
      case INVALID_DOMAIN -> "the domain of the address does not exist or takes no mail";
      case ACCESS_DENIED ->
        "the receiving server turned the address away, most likely because the mailbox does not"
            + " exist";
      case MAILBOX_INACTIVE -> "the receiving server said that the mailbox is closed";
      case MAILBOX_FULL -> "the receiving server said that the mailbox is full";
      case RECIPIENT_REFUSED -> "the receiving server refused mail for this mailbox";
      case SENDER_REFUSED, SENDER_REPUTATION ->
        "the receiving server refused us as the sender, which is for us to repair";
      case AUTHENTICATION ->
        "the receiving server could not verify that the mail was ours, which is for us to repair";
      case CONTENT -> "the receiving server refused the content of our message";
      case MESSAGE_SIZE -> "our message was too large for the receiving server";
      case POLICY -> "a rule of the receiving server does not allow our mail";
      case RATE_LIMITED -> "the receiving server asked us to send more slowly";
      case NETWORK -> "the receiving server could not be reached";
      case ROUTING -> "the receiving side passed the mail on wrongly";
      case SES_PERMANENT -> "Amazon SES reported that the mail failed, and gave no reason";
      case SUPPRESSED_BY_SES -> "the address is on a suppression list of Amazon SES";
      case IMPORTED_BOUNCE, IMPORTED_BLOCK ->
        "a list that we brought from another provider says that mail to it failed";
      case UNSUBSCRIBED -> "its owner left one of our mailing lists";
      case AUTO_REPLY -> "an automatic reply arrived";
      default -> "earlier mail did not arrive, and no reason is known";
    };
  }

  private String lastSeen() {
    if (verdict.days().isEmpty()) {
      return "";
    }
    int days = verdict.days().size();
    String last = date(verdict.days().last());
    return days == 1 ? " (on " + last + ")" : " (on " + days + " days, last on " + last + ")";
  }

  private String since() {
    return verdict.since().map(day -> " since " + date(day)).orElse("");
  }

  // For the owner of the address.

  /**
   * Says what the owner of the address can do, in everyday words. The text accuses nobody, because somebody else may
   * have complained, and says nothing about other people.
   */
  String tellUser() {
    if (!verdict.isSuppressed()) {
      return notSuppressed();
    }
    if (verdict.reason().filter(VerdictCause.COMPLAINT::equals).isPresent()) {
      return verdict.streams().isEmpty()
          ? "We do not send mail to this address at the moment. If you would like to receive our"
              + " mail, please contact us."
          : "We do not send you mail of the kind " + names(verdict.streams())
              + " at the moment. If you would like to receive it, please contact us. Our other mail"
              + " is not affected.";
    }
    return (whatHappened() + again()).strip();
  }

  private String notSuppressed() {
    if (verdict.state() == VerdictState.RECHECK) {
      return "Our mail to this address did not arrive for a while. We will try again with our next"
          + " message.";
    }
    if (verdict.state() == VerdictState.WATCHED) {
      return "We send mail to this address, but it did not always arrive. If you miss a message,"
          + " please contact us.";
    }
    if (verdict.unsubscribed().isPresent()) {
      return "You left one of our mailing lists. We send you our other mail as usual.";
    }
    boolean isOurs = verdict.cause().flatMap(VerdictCause::culprit).stream()
        .anyMatch(it -> it == BounceReason.Culprit.SENDER || it == BounceReason.Culprit.MESSAGE);
    return isOurs
        ? "We send mail to this address. A message may be missing because of a problem on our side."
        : "We send mail to this address.";
  }

  private String whatHappened() {
    VerdictCause cause = verdict.cause().orElseThrow();
    if (cause instanceof VerdictCause.OfManualAction) {
      return "We do not send mail to this address at the moment. If you expect mail from us, please"
          + " contact us.";
    }
    if (cause.reason().equals(BounceReason.SUPPRESSED_BY_SES.name())) {
      return "Our earlier mail to this address did not arrive. Please contact us, so that we can try"
          + " again, or give us another address.";
    }
    return switch (cause.culprit().orElse(BounceReason.Culprit.NOBODY)) {
      case ADDRESS ->
        "Our mail to this address does not arrive. Please check that it is spelled correctly, or give"
            + " us another address.";
      case DOMAIN ->
        cause instanceof VerdictCause.OfIncident
            ? "Your mail provider does not accept mail at the moment, and you need not do anything."
            : "Our mail to this address does not arrive. Please check the part after the @, or give us"
                + " another address.";
      case MAILBOX ->
        "Your mailbox did not accept our mail. Please check whether it has room for new mail, or give"
            + " us another address.";
      case POLICY ->
        "Your mail provider does not let our mail through at the moment. Please ask there to allow it,"
            + " or give us another address.";
      case ROUTE ->
        "Our mail does not reach your mail provider at the moment. If that continues, please give us"
            + " another address.";
      case SENDER, MESSAGE, NOBODY ->
        "Our mail does not reach this address at the moment, and we are looking into it. If you need"
            + " it soon, please give us another address.";
    };
  }

  /** When mail is sent again, if there is such a day. */
  private String again() {
    return verdict
        .until()
        .map(day -> " We will try again from " + date(day) + " on.")
        .orElse("");
  }

  // For both texts.

  private static String names(Collection<String> streams) {
    return String.join(", ", streams);
  }

  /** Formats a date without a formatter, which would load the locale's names of months. */
  private static String date(LocalDate day) {
    return day.getDayOfMonth() + " " + MONTHS[day.getMonthValue() - 1] + " " + day.getYear();
  }
}
