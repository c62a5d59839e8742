package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.EnhancedStatusCode;
import java.util.List;
import java.util.Locale;

/**
 * The delivery status of one recipient (RFC 3464 section 2.3), masked and bounded, and the SES bounce type.
 * Classification uses only this, and evidence stores exactly this, so classifying stored evidence with the
 * same rule book gives the same rule.
 *
 * @param status the {@code status} field as SES gave it; empty if absent or invalid
 * @param action the {@code action} field in lower case; empty if absent
 * @param words the reply, masked; it contains codes and nested replies as the server wrote them
 * @param sesBounceType the SES bounce type
 * @param reportingMta host name of the reporting MTA, empty if absent
 * @param remoteMtaIp IP address of the server that answered, empty if absent or invalid
 */
public record DeliveryStatus(
    String status,
    String action,
    MaskedText words,
    BounceType sesBounceType,
    String reportingMta,
    String remoteMtaIp) {
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_ACTION = 20;

  public DeliveryStatus {
    requireNonNull(status, "status is null");
    requireNonNull(action, "action is null");
    requireNonNull(words, "words is null");
    requireNonNull(sesBounceType, "sesBounceType is null");
    requireNonNull(reportingMta, "reportingMta is null");
    requireNonNull(remoteMtaIp, "remoteMtaIp is null");
  }

  /** The delivery status of a bounce. */
  public static DeliveryStatus of(Bounce bounce) {
    return of(bounce.report(), bounce.type(), Correspondents.of(bounce));
  }

  /**
   * The delivery status from the fields of a report.
   *
   * @param report the unmasked fields
   * @param sesBounceType the SES bounce type, {@link BounceType#NONE} if there is none
   * @param localParts local parts of the recipient's addresses
   */
  public static DeliveryStatus of(
      Bounce.RecipientReport report, BounceType sesBounceType, List<String> localParts) {
    return of(report, sesBounceType, new Correspondents(localParts, List.of(), ""));
  }

  /** The delivery status from the fields of a report about a message between these correspondents. */
  public static DeliveryStatus of(
      Bounce.RecipientReport report, BounceType sesBounceType, Correspondents correspondents) {
    return new DeliveryStatus(
        report.statusCode().map(EnhancedStatusCode::toString).orElse(""),
        wordOf(report.action()),
        MaskedText.of(report.diagnosticCode(), correspondents),
        sesBounceType,
        hostOf(report.reportingMta()),
        ipOf(report.remoteMtaIp()));
  }

  private static String wordOf(String field) {
    String word = field.strip().toLowerCase(Locale.ROOT);
    boolean letters = word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    return letters && word.length() <= LONGEST_ACTION ? word : "";
  }

  /** The host name after the type in a field such as {@code dns; mx.example.org}. */
  private static String hostOf(String field) {
    String host = field.substring(field.indexOf(';') + 1).strip().toLowerCase(Locale.ROOT);
    boolean name = host.length() <= LONGEST_HOST
        && host.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
    return name ? host : "";
  }

  private static String ipOf(String field) {
    String ip = field.strip();
    return IpAddress.find(ip).isPresent() ? ip : "";
  }
}
