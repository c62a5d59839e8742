package dev.hardstop.recipientlist;

import dev.hardstop.smtp.EmailAddress;
import java.util.Set;

/** Recognises addresses that belong to a role instead of a person: those of RFC 2142 and other common ones. */
final class RoleAddress {
  private static final Set<String> LOCAL_PARTS = Set.of(
      // RFC 2142 sections 3 to 5.
      "info",
      "marketing",
      "sales",
      "support",
      "abuse",
      "noc",
      "security",
      "postmaster",
      "hostmaster",
      "usenet",
      "news",
      "webmaster",
      "www",
      "uucp",
      "ftp",
      // Not in the RFC.
      "accounting",
      "accounts",
      "admin",
      "administrator",
      "all",
      "billing",
      "compliance",
      "contact",
      "devnull",
      "do-not-reply",
      "donotreply",
      "enquiries",
      "everyone",
      "feedback",
      "hello",
      "help",
      "helpdesk",
      "hr",
      "inquiries",
      "invoices",
      "it",
      "jobs",
      "kontakt",
      "legal",
      "mail",
      "mailer-daemon",
      "no-reply",
      "nobody",
      "noreply",
      "office",
      "orders",
      "press",
      "privacy",
      "registrar",
      "remove",
      "root",
      "service",
      "spam",
      "staff",
      "subscribe",
      "sysadmin",
      "team",
      "unsubscribe");

  private RoleAddress() {}

  /** Whether an address belongs to a role, with or without a tag after a plus sign. */
  static boolean is(EmailAddress address) {
    String local = address.localPart();
    int tag = local.indexOf('+');
    return LOCAL_PARTS.contains(tag > 0 ? local.substring(0, tag) : local);
  }
}
