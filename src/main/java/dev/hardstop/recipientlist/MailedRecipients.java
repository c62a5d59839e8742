package dev.hardstop.recipientlist;

import dev.hardstop.smtp.EmailAddress;

/** The addresses that were mailed before according to the user. */
public final class MailedRecipients {
  private final SeenAddresses addresses = new SeenAddresses();

  /** Reads a list of addresses. Entries that are not addresses are skipped. */
  public static MailedRecipients of(RecipientListReader list) {
    MailedRecipients mailed = new MailedRecipients();
    for (var row = list.next(); row.isPresent(); row = list.next()) {
      long line = row.get().line();
      EmailAddress.find(row.get().address())
          .ifPresent(address -> mailed.addresses.firstLine(Fingerprint.of(address), line));
    }
    return mailed;
  }

  boolean contains(Fingerprint address) {
    return addresses.contains(address);
  }
}
