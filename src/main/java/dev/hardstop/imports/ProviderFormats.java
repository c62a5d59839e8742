package dev.hardstop.imports;

import static java.util.Map.entry;

import dev.hardstop.imports.ProviderFormat.EntryFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The formats of all providers whose entries are lines of a CSV file or objects of a JSON document, and what their
 * entries say. The names of columns and types are those that the providers document or that public programs read and
 * write.
 *
 * <p>An entry with the words of the receiving server is a bounce that the rule book judges. A sentence of the
 * provider itself does not count as such words. An unknown type is counted and skipped.
 */
final class ProviderFormats {
  static final String HARDSTOP = "hardstop-export";
  static final String SES_LIST = "ses-suppression-list";
  static final String MAILTRAP = "mailtrap-suppressions";
  static final String MAILGUN = "mailgun-bounces";
  static final String POSTMARK_SUPPRESSIONS = "postmark-suppressions";

  /** All formats, in the order in which they are tried. */
  static final List<ProviderFormat> ALL = List.of(
      ProviderFormat.of(
              HARDSTOP,
              String.join(",", HardstopCsv.REQUIRED),
              "unsubscribedStreams",
              ProviderFormats::hardstop)
          .onlyCsv(),
      ProviderFormat.of(
              SES_LIST, "EmailAddress,Reason,LastUpdateTime", "", ProviderFormats::sesList)
          .onlyInPage("SuppressedDestinationSummaries"),
      ProviderFormat.of(
          SES_LIST, "EmailAddress,Reason,LastUpdateTime", "", ProviderFormats::sesList),
      ProviderFormat.of(
          "sendgrid-bounces", "status,reason,email,created", "", ProviderFormats::sendGridBounce),
      ProviderFormat.of(
          "sendgrid-invalid-emails",
          "reason,email,created",
          "",
          (fields, entry) ->
              entry.of(fields.text("email"), fields.text("created")).bounce()),
      ProviderFormat.of(
          "sendgrid-spam-reports",
          "ip,email,created",
          "",
          (fields, entry) ->
              entry.of(fields.text("email"), fields.text("created")).complaint()),
      ProviderFormat.of(
              "sendgrid-list",
              "email,created",
              "",
              (fields, entry) ->
                  entry.of(fields.text("email"), fields.text("created")).listed())
          .withoutMeaning(),
      ProviderFormat.of(MAILGUN, "address,code", "error,created_at", ProviderFormats::mailgunBounce)
          .inPage("items"),
      ProviderFormat.of(MAILGUN, "address,error", "code,created_at", ProviderFormats::mailgunBounce)
          .inPage("items"),
      ProviderFormat.of(
              "mailgun-unsubscribes",
              "address,tags",
              "created_at",
              (fields, entry) ->
                  entry.of(fields.text("address"), fields.text("created_at")).unsubscribe())
          .inPage("items"),
      ProviderFormat.of(
              "mailgun-list",
              "address,created_at",
              "",
              (fields, entry) ->
                  entry.of(fields.text("address"), fields.text("created_at")).listed())
          .inPage("items")
          .withoutMeaning(),
      ProviderFormat.of(
              "postmark-bounces",
              "Type,Email",
              "Details,BouncedAt",
              ProviderFormats::postmarkBounce)
          .onlyInPage("Bounces"),
      ProviderFormat.of(
              POSTMARK_SUPPRESSIONS,
              "EmailAddress,SuppressionReason",
              "CreatedAt",
              ProviderFormats::postmarkSuppression)
          .inPage("Suppressions"),
      ProviderFormat.of(
          "mandrill-rejects",
          "email,reason,detail,last_event_at",
          "created_at",
          ProviderFormats::mandrill),
      ProviderFormat.of(
              "sparkpost-suppressions",
              "recipient,type",
              "description,source,created,updated",
              ProviderFormats::sparkPost)
          .onlyCsv(),
      ProviderFormat.of(
              "resend-suppressions", "email,origin", "created_at,object", ProviderFormats::resend)
          .onlyInPage("data"),
      ProviderFormat.of(
              "brevo-blocked-contacts", "email,blockedAt", "reason", ProviderFormats::brevo)
          .onlyInPage("contacts"),
      ProviderFormat.of(
          MAILTRAP,
          "email,type,sending_stream",
          "created_at,message_created_at,message_esp_response,message_bounce_category",
          ProviderFormats::mailtrap),
      ProviderFormat.of(
              "cloudflare-suppressions",
              "email,reason",
              "created_at,expires_at",
              ProviderFormats::cloudflare)
          .onlyInPage("result"),
      ProviderFormat.of(
              "mautic-do-not-contact",
              "email,reason,date_added",
              "comments,channel",
              ProviderFormats::mautic)
          .onlyCsv(),
      ProviderFormat.of(
              "mautic-do-not-email",
              "email,doNotEmail",
              "date_added",
              ProviderFormats::mauticDoNotEmail)
          .onlyCsv(),
      mailchimp("mailchimp-cleaned", "CLEAN_TIME", ProviderFormats::mailchimpCleaned),
      mailchimp("mailchimp-cleaned", "MEMBER_RATING,CLEAN_TIME", ProviderFormats::mailchimpCleaned),
      mailchimp("mailchimp-unsubscribed", "UNSUB_TIME", ProviderFormats::mailchimpUnsubscribed),
      mailchimp(
          "mailchimp-unsubscribed",
          "MEMBER_RATING,UNSUB_TIME",
          ProviderFormats::mailchimpUnsubscribed),
      mailchimp(
          "mailchimp-contacts",
          "MEMBER_RATING",
          (fields, entry) -> entry.ignored("neither cleaned nor unsubscribed")));

  private enum Said {
    BOUNCED,
    BLOCKED,
    COMPLAINED,
    UNSUBSCRIBED,
    NOTHING
  }

  private static final Map<String, Said> POSTMARK_TYPES = Map.ofEntries(
      entry("hardbounce", Said.BOUNCED),
      entry("bademailaddress", Said.BOUNCED),
      entry("spamcomplaint", Said.COMPLAINED),
      entry("spamnotification", Said.BLOCKED),
      entry("transient", Said.BLOCKED),
      entry("softbounce", Said.BLOCKED),
      entry("dnserror", Said.BLOCKED),
      entry("blocked", Said.BLOCKED),
      entry("dmarcpolicy", Said.BLOCKED),
      entry("manuallydeactivated", Said.UNSUBSCRIBED),
      entry("unsubscribe", Said.UNSUBSCRIBED),
      entry("smtpapierror", Said.NOTHING),
      entry("autoresponder", Said.NOTHING),
      entry("addresschange", Said.NOTHING),
      entry("challengeverification", Said.NOTHING),
      entry("templaterenderingfailed", Said.NOTHING),
      entry("subscribe", Said.NOTHING),
      entry("openrelaytest", Said.NOTHING),
      entry("virusnotification", Said.NOTHING),
      entry("unknown", Said.NOTHING),
      entry("unconfirmed", Said.NOTHING),
      entry("inbounderror", Said.NOTHING));

  private static final Map<String, Said> POSTMARK_REASONS = Map.of(
      "hardbounce", Said.BOUNCED,
      "spamcomplaint", Said.COMPLAINED,
      "manualsuppression", Said.UNSUBSCRIBED);

  private static final Map<String, Said> MANDRILL_REASONS = Map.of(
      "hardbounce", Said.BOUNCED,
      "softbounce", Said.BLOCKED,
      "spam", Said.COMPLAINED,
      "unsub", Said.UNSUBSCRIBED,
      "custom", Said.UNSUBSCRIBED);

  private static final Map<String, Said> SPARKPOST_SOURCES = Map.of(
      "bouncerule", Said.BOUNCED,
      "spamcomplaint", Said.COMPLAINED,
      "listunsubscribe", Said.UNSUBSCRIBED,
      "unsubscribelink", Said.UNSUBSCRIBED,
      "manuallyadded", Said.UNSUBSCRIBED,
      "compliance", Said.UNSUBSCRIBED);

  private static final Map<String, Said> RESEND_ORIGINS =
      Map.of("bounce", Said.BOUNCED, "complaint", Said.COMPLAINED, "manual", Said.UNSUBSCRIBED);

  private static final Map<String, Said> BREVO_CODES = Map.of(
      "hardbounce", Said.BOUNCED,
      "contactflaggedasspam", Said.COMPLAINED,
      "unsubscribedviama", Said.UNSUBSCRIBED,
      "unsubscribedviaemail", Said.UNSUBSCRIBED,
      "unsubscribedviaapi", Said.UNSUBSCRIBED,
      "adminblocked", Said.UNSUBSCRIBED);

  private static final Map<String, Said> MAILTRAP_TYPES = Map.of(
      "hardbounce", Said.BOUNCED,
      "spamcomplaint", Said.COMPLAINED,
      "unsubscription", Said.UNSUBSCRIBED,
      "manualimport", Said.UNSUBSCRIBED);

  private static final Map<String, Said> CLOUDFLARE_REASONS = Map.of(
      "hardbounce", Said.BOUNCED,
      "softbounce", Said.BLOCKED,
      "complaint", Said.COMPLAINED,
      "manual", Said.UNSUBSCRIBED,
      "policy", Said.UNSUBSCRIBED);

  private static final Map<String, Said> MAUTIC_REASONS = Map.of(
      "0", Said.NOTHING,
      "1", Said.UNSUBSCRIBED,
      "2", Said.BOUNCED,
      "3", Said.UNSUBSCRIBED);

  private static final Set<String> YES = Set.of("1", "true", "yes");
  private static final Set<String> NO = Set.of("", "0", "false", "no");

  private ProviderFormats() {}

  /**
   * Reads a verdict of an export as an entry without words. A verdict on the whole domain says nothing about the
   * address. An unsubscription is imported in addition to the verdict.
   */
  private static void hardstop(EntryFields fields, FileEntry entry) {
    String address = fields.text("address");
    String state = fields.text("state").toLowerCase(Locale.ROOT);
    String since = fields.text("since");
    String unsubscribed = fields.text("unsubscribed");
    boolean isSuppressed = state.equals("suppressed") || state.equals("held");
    boolean isUnsubscribed = !unsubscribed.isBlank();
    if (isUnsubscribed) {
      entry.of(address, unsubscribed).inUtc().labelled("UNSUBSCRIBED");
      for (String stream : fields.text("unsubscribedStreams").strip().split(" +")) {
        entry.ofStream(stream).unsubscribe();
      }
    }
    entry.of(address, since).inUtc().labelled(fields.text("reason")).ofStream("");
    if (state.equals("unreadable")) {
      entry.unreadable("the export could not read what is stored about it");
    } else if (address.startsWith("@") || fields.text("about").startsWith("@")) {
      entry.ignored("held against the domain");
    } else if (isSuppressed && since.isBlank()) {
      entry.ignored("kept of an erased address");
    } else if (state.equals("suppressed")) {
      hardstopSuppression(fields, entry);
    } else if (isSuppressed || state.equals("watched") || state.equals("recheck")) {
      entry.block();
    } else if (!state.equals("clear")) {
      entry.unknownType(state);
    } else if (!isUnsubscribed) {
      entry.ignored("clear");
    }
  }

  /**
   * An imported bounce or complaint has no end, and a bounce counts for all streams. Therefore an address that
   * Hardstop suppressed until a day, or manually for some streams only, is a block. Otherwise the import would
   * suppress more than the export.
   */
  private static void hardstopSuppression(EntryFields fields, FileEntry entry) {
    String reason = fields.text("reason");
    String streams = fields.text("streams").strip();
    if (!fields.text("until").isBlank()) {
      entry.block();
    } else if (reason.equals("COMPLAINT")) {
      for (String stream : streams.split(" +")) {
        entry.ofStream(stream).complaint();
      }
    } else if (!streams.isEmpty()) {
      entry.block();
    } else if (reason.equals("SUPPRESSED_BY_SES")) {
      entry.labelled("BOUNCE").sesListEntry();
    } else {
      entry.bounce();
    }
  }

  /** Keeps SES's own spelling, which later removals from its list need. */
  private static void sesList(EntryFields fields, FileEntry entry) {
    String reason = fields.text("Reason").strip().toUpperCase(Locale.ROOT);
    entry.of(fields.text("EmailAddress"), fields.text("LastUpdateTime")).labelled(reason);
    if (reason.equals("BOUNCE") || reason.equals("COMPLAINT")) {
      entry.sesListEntry();
    } else {
      entry.unknownType(reason);
    }
  }

  /**
   * SendGrid's lists of bounces and of blocks have the same columns. A block is a refusal. Therefore an entry whose
   * words leave the outcome open counts as a bounce only if it has words and the code of the reply or, without one,
   * SendGrid's status is permanent.
   */
  private static void sendGridBounce(EntryFields fields, FileEntry entry) {
    String reason = fields.text("reason");
    String status = fields.text("status").strip();
    entry.of(fields.text("email"), fields.text("created")).labelled(status).withStatus(status);
    String code = FileEntry.isReply(reason) ? FileEntry.replyOf(reason) : status;
    if (code.startsWith("5") && !reason.isBlank()) {
      entry.bounce(reason);
    } else {
      entry.block(reason);
    }
  }

  /** The list has only permanent failures. The reply code has a column of its own; if that is empty, it is 550. */
  private static void mailgunBounce(EntryFields fields, FileEntry entry) {
    String code = fields.text("code").strip();
    String error = fields.text("error").strip();
    entry.of(fields.text("address"), fields.text("created_at")).labelled(code);
    if (error.isEmpty() || FileEntry.startsWithThreeDigits(error)) {
      entry.bounce(error);
    } else {
      entry.bounce((code.isEmpty() ? "550" : code) + " " + error);
    }
  }

  private static void postmarkBounce(EntryFields fields, FileEntry entry) {
    String type = fields.text("Type");
    entry.of(fields.text("Email"), fields.text("BouncedAt"));
    String details = fields.text("Details").strip();
    String words = isOnlyAction(details) ? "" : details;
    Said said = POSTMARK_TYPES.get(key(type));
    boolean isUnknown = said == Said.NOTHING && key(type).equals("unknown");
    say(entry, type, isUnknown && !words.isEmpty() ? Said.BLOCKED : said, words);
  }

  /** {@code action: failed} of a delivery status notification is not a reply. */
  private static boolean isOnlyAction(String details) {
    return details.lines().allMatch(line -> {
      String field = line.strip().toLowerCase(Locale.ROOT);
      return field.isEmpty() || field.startsWith("action:");
    });
  }

  private static void postmarkSuppression(EntryFields fields, FileEntry entry) {
    String reason = fields.text("SuppressionReason");
    entry.of(fields.text("EmailAddress"), fields.text("CreatedAt"));
    say(entry, reason, POSTMARK_REASONS.get(key(reason)), "");
  }

  /** {@code created_at} is the first bounce, {@code last_event_at} the newest. */
  private static void mandrill(EntryFields fields, FileEntry entry) {
    String reason = fields.text("reason");
    entry.of(fields.text("email"), fields.text("last_event_at"), fields.text("created_at"));
    say(entry, reason, MANDRILL_REASONS.get(key(reason)), fields.text("detail"));
  }

  /**
   * A server's reply in the description decides, unless the source is a complaint or an unsubscription. Otherwise,
   * SparkPost's source or the label in the description decides.
   */
  private static void sparkPost(EntryFields fields, FileEntry entry) {
    String description = fields.text("description").strip();
    String source = fields.text("source").strip();
    String label = source.isEmpty() ? description : source;
    Said said = SPARKPOST_SOURCES.get(key(label));
    boolean isReply = FileEntry.isReply(description);
    entry.of(fields.text("recipient"), fields.text("updated"), fields.text("created"));
    if (isReply && (said == null || said == Said.BOUNCED)) {
      entry.labelled(source).bounce(description);
    } else if (said == null && source.isEmpty()) {
      entry.listed();
    } else {
      say(entry, label, said, "");
    }
  }

  private static void resend(EntryFields fields, FileEntry entry) {
    String origin = fields.text("origin");
    entry.of(fields.text("email"), fields.text("created_at"));
    say(entry, origin, RESEND_ORIGINS.get(key(origin)), "");
  }

  private static void brevo(EntryFields fields, FileEntry entry) {
    String code = fields.text("reason.code");
    entry.of(fields.text("email"), fields.text("blockedAt"));
    say(entry, code, BREVO_CODES.get(key(code)), "");
  }

  private static void mailtrap(EntryFields fields, FileEntry entry) {
    String type = fields.text("type");
    String words = fields.text("message_esp_response");
    Said said = MAILTRAP_TYPES.get(key(type));
    boolean isFull = key(fields.text("message_bounce_category")).equals("overquota");
    entry.of(fields.text("email"), fields.text("message_created_at"), fields.text("created_at"));
    say(
        entry,
        type,
        said == Said.BOUNCED && isFull && words.isBlank() ? Said.BLOCKED : said,
        words);
  }

  /** If a hard bounce has an end, Cloudflare itself does not regard the address as invalid for good. */
  private static void cloudflare(EntryFields fields, FileEntry entry) {
    String reason = fields.text("reason");
    Said said = CLOUDFLARE_REASONS.get(key(reason));
    boolean ends = !fields.text("expires_at").isBlank();
    entry.of(fields.text("email"), fields.text("created_at"));
    say(entry, reason, said == Said.BOUNCED && ends ? Said.BLOCKED : said, "");
  }

  /** Entries of other channels, such as SMS, say nothing about the address and are ignored. */
  private static void mautic(EntryFields fields, FileEntry entry) {
    String reason = fields.text("reason").strip();
    String channel = key(fields.text("channel"));
    String comments = fields.text("comments");
    if (!channel.isEmpty() && !channel.equals("email")) {
      entry.ignored("another channel");
      return;
    }
    entry.of(fields.text("email"), fields.text("date_added"));
    say(entry, reason, MAUTIC_REASONS.get(reason), FileEntry.isReply(comments) ? comments : "");
  }

  private static void mauticDoNotEmail(EntryFields fields, FileEntry entry) {
    String value = key(fields.text("doNotEmail"));
    entry.of(fields.text("email"), fields.text("date_added"));
    if (YES.contains(value)) {
      entry.unsubscribe();
    } else if (NO.contains(value)) {
      entry.ignored("may be mailed");
    } else {
      entry.unknownType(value);
    }
  }

  /**
   * Mailchimp exports a file for each status of contacts, which only the columns show. Either all files have a rating
   * column, or none.
   */
  private static ProviderFormat mailchimp(
      String id, String columns, ProviderFormat.EntryReader reader) {
    return ProviderFormat.of(id, "Email Address," + columns, "", reader).onlyCsv();
  }

  private static void mailchimpCleaned(EntryFields fields, FileEntry entry) {
    entry.of(fields.text("Email Address"), fields.text("CLEAN_TIME")).bounce();
  }

  private static void mailchimpUnsubscribed(EntryFields fields, FileEntry entry) {
    entry.of(fields.text("Email Address"), fields.text("UNSUB_TIME")).unsubscribe();
  }

  private static void say(FileEntry entry, String label, Said said, String words) {
    if (said == null) {
      entry.unknownType(label);
      return;
    }
    entry.labelled(label);
    switch (said) {
      case BOUNCED -> entry.bounce(words);
      case BLOCKED -> entry.block(words);
      case COMPLAINED -> entry.complaint();
      case UNSUBSCRIBED -> entry.unsubscribe();
      case NOTHING -> entry.ignored(label);
    }
  }

  /** Normalises a label, because the providers' own examples vary in case, spaces and hyphens. */
  private static String key(String label) {
    return ProviderFormat.normalised(label);
  }
}
