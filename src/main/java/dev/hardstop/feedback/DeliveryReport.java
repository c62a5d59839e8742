package dev.hardstop.feedback;

import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.EmailAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The recipients that a delivery status notification names (RFC 3464 section 2.3), read from a text that a
 * person pasted: a whole bounce mail, its part {@code message/delivery-status}, or some of the fields. The
 * text may be hostile. The text is read once, line by line, and no text is invalid. Only {@code explain}
 * reads such texts: events of SES have the fields as JSON.
 *
 * <p>Pasted text is often quoted or indented, or has additional blank lines. So a {@code >} before a line is
 * ignored, a line continues a field if it is indented further, and a recipient ends where one of its fields
 * is repeated.
 */
public final class DeliveryReport {
  private static final String PART = "content-type: message/delivery-status";
  private static final String REPORTING_MTA = "reporting-mta";
  private static final String FINAL_RECIPIENT = "final-recipient";
  private static final String ACTION = "action";
  private static final String STATUS = "status";
  private static final String DIAGNOSTIC_CODE = "diagnostic-code";
  private static final String REMOTE_MTA = "remote-mta";

  private static final Set<String> FIELDS =
      Set.of(REPORTING_MTA, FINAL_RECIPIENT, ACTION, STATUS, DIAGNOSTIC_CODE, REMOTE_MTA);

  /**
   * The actions of RFC 3464 section 2.3.3. An {@code Action} field with another value belongs to another
   * program.
   */
  private static final Set<String> ACTIONS =
      Set.of("failed", "delayed", "delivered", "relayed", "expanded");

  /**
   * The largest number of characters of a field that are kept: as many as of a diagnostic code of an SES
   * event.
   */
  private static final int LONGEST_VALUE = 8_192;

  /** The fields that the header of a bounce mail may start with (RFC 5322 section 3.6). */
  private static final Set<String> MAIL_FIELDS = Set.of(
      "authentication-results",
      "auto-submitted",
      "content-type",
      "date",
      "delivered-to",
      "from",
      "message-id",
      "mime-version",
      "received",
      "return-path",
      "subject",
      "to",
      "x-original-to");

  private final List<ReportedRecipient> recipients = new ArrayList<>();
  private final Map<String, StringBuilder> fields = new HashMap<>();
  private String reportingMta = "";

  /** The field that an indented line continues; null if there is none. */
  private StringBuilder open;

  private int indentation;

  private DeliveryReport() {}

  /**
   * What a report says about one recipient.
   *
   * @param address the Final-Recipient; empty if there is none, or it is not an address
   * @param report the other fields; those that are absent are empty. Its {@code reportingMta} is the server
   *     that replied, if the report names it
   */
  public record ReportedRecipient(Optional<EmailAddress> address, RecipientReport report) {
    /** Omits the address, which is personal data. */
    @Override
    public String toString() {
      return "ReportedRecipient[…]";
    }
  }

  /** The recipients in the order of the text; empty if it has no fields of RFC 3464. */
  public static List<ReportedRecipient> recipientsIn(String text) {
    List<String> lines = text.lines().map(DeliveryReport::unquoted).toList();
    int part = 0;
    while (part < lines.size() && !startsPart(lines.get(part))) {
      part++;
    }
    boolean isWholeMail = part < lines.size();
    DeliveryReport report = new DeliveryReport();
    for (String line : isWholeMail ? lines.subList(part + 1, lines.size()) : lines) {
      if (isWholeMail && line.startsWith("--")) {
        break;
      }
      report.read(line);
    }
    report.endRecipient();
    return List.copyOf(report.recipients);
  }

  /** The text below the header of a mail (RFC 5322 section 2.1); the whole text if it does not start with one. */
  public static String withoutMailHeader(String text) {
    String mail = text.stripLeading();
    if (!MAIL_FIELDS.contains(fieldName(mail))) {
      return text;
    }
    int end = mail.indexOf('\n');
    while (end >= 0 && !mail.startsWith("\n", end + 1) && !mail.startsWith("\r\n", end + 1)) {
      end = mail.indexOf('\n', end + 1);
    }
    return end < 0 ? text : mail.substring(end + 1).stripLeading();
  }

  private static boolean startsPart(String line) {
    return line.regionMatches(true, 0, PART, 0, PART.length());
  }

  private static String unquoted(String line) {
    int at = 0;
    while (line.startsWith(">", at)) {
      at += line.startsWith("> ", at) ? 2 : 1;
    }
    return line.substring(at);
  }

  private void read(String line) {
    String content = line.stripLeading();
    int indented = line.length() - content.length();
    if (content.isEmpty()) {
      open = null;
    } else if (open != null && indented > indentation) {
      append(content.strip());
    } else {
      open = null;
      indentation = indented;
      String name = fieldName(content);
      if (FIELDS.contains(name)) {
        start(name, content.substring(content.indexOf(':') + 1).strip());
      }
    }
  }

  /** The name of the field that a line starts with, in lower case; empty if it starts with none. */
  private static String fieldName(String line) {
    int end = 0;
    while (end < line.length() && end < 40 && isNameCharacter(line.charAt(end))) {
      end++;
    }
    boolean isField = line.startsWith(":", end) || line.startsWith(" :", end);
    return isField ? line.substring(0, end).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isNameCharacter(char c) {
    return c == '-' || c < 0x7f && Character.isLetterOrDigit(c);
  }

  private void start(String name, String value) {
    if (name.equals(REPORTING_MTA)) {
      reportingMta = reportingMta.isEmpty() ? value : reportingMta;
      return;
    }
    if (!isOfAReport(name, value)) {
      return;
    }
    if (fields.containsKey(name)) {
      endRecipient();
    }
    open = new StringBuilder();
    fields.put(name, open);
    append(value);
  }

  private static boolean isOfAReport(String name, String value) {
    RecipientReport only = new RecipientReport(value, value, "", "", "");
    return switch (name) {
      case ACTION -> ACTIONS.contains(only.actionWord());
      case STATUS -> only.statusCode().isPresent();
      default -> true;
    };
  }

  /** Keeps the lines of a field apart, because each may repeat the codes of a reply. */
  private void append(String value) {
    int left = LONGEST_VALUE - open.length();
    if (left > 0) {
      open.append(open.isEmpty() ? "" : "\n").append(value, 0, Math.min(value.length(), left));
    }
  }

  private void endRecipient() {
    if (fields.containsKey(FINAL_RECIPIENT)
        || fields.containsKey(STATUS)
        || fields.containsKey(DIAGNOSTIC_CODE)) {
      String remoteMta = value(REMOTE_MTA);
      recipients.add(new ReportedRecipient(
          AddressField.find(value(FINAL_RECIPIENT)),
          new RecipientReport(
              value(ACTION),
              value(STATUS),
              value(DIAGNOSTIC_CODE),
              remoteMta.isEmpty() ? reportingMta : withoutComment(remoteMta),
              ipIn(remoteMta))));
    }
    fields.clear();
    open = null;
  }

  private String value(String name) {
    return fields.getOrDefault(name, new StringBuilder()).toString();
  }

  /**
   * The server without the comment: {@code dns; mx.example.com. (192.0.2.1, the server for example.com)}
   * becomes {@code dns; mx.example.com}.
   */
  private static String withoutComment(String remoteMta) {
    int comment = remoteMta.indexOf('(');
    String name = (comment < 0 ? remoteMta : remoteMta.substring(0, comment)).strip();
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The first word that looks like an IP address; empty if there is none. */
  private static String ipIn(String remoteMta) {
    StringTokenizer words = new StringTokenizer(remoteMta, " \t\n;,()[]");
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      String ip = word.regionMatches(true, 0, "IPv6:", 0, 5) ? word.substring(5) : word;
      long colons = ip.chars().filter(c -> c == ':').count();
      long dots = ip.chars().filter(c -> c == '.').count();
      if ((colons >= 2 || dots == 3)
          && ip.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0)) {
        return ip;
      }
    }
    return "";
  }
}
