package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Verdict;
import java.util.Optional;

/**
 * One entry of a batch.
 *
 * @param text as it was asked
 * @param address empty where the text is none
 * @param detail why it is none
 */
record AskedAddress(String text, Optional<EmailAddress> address, String detail) {
  /** Of a longer text, which cannot be an address, only so many characters are repeated. */
  static final int LONGEST_ECHO = 1_000;

  private static final String UNREADABLE =
      "What is stored of this address or its domain cannot be read. Asking again does not help; the"
          + " log says what it is.";

  AskedAddress {
    requireNonNull(text, "text is null");
    requireNonNull(address, "address is null");
    requireNonNull(detail, "detail is null");
  }

  static AskedAddress of(String text) {
    try {
      return new AskedAddress(text, Optional.of(EmailAddress.of(text)), "");
    } catch (InvalidAddressException invalid) {
      return new AskedAddress(text, Optional.empty(), invalid.getMessage());
    }
  }

  /** The answer to this entry. What is no address must not be mailed, nor what cannot be read. */
  ObjectNode answer(ReadResults<EmailAddress, Verdict> verdicts) {
    return address
        .map(asked -> answer(text, asked, verdicts))
        .orElseGet(() -> withoutVerdict(echo(), "invalid", detail));
  }

  /** The answer about one address of a batch, which is no worse for what is wrong with the others. */
  static ObjectNode answer(
      String text, EmailAddress address, ReadResults<EmailAddress, Verdict> verdicts) {
    return verdicts
        .find(address)
        .map(verdict -> answer(text, address, verdict))
        .orElseGet(() -> withoutVerdict(text, "unreadable", UNREADABLE));
  }

  private static ObjectNode withoutVerdict(String text, String state, String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", text)
        .put("suppressed", true)
        .put("state", state)
        .put("detail", detail);
  }

  /**
   * The answer about one address: under the name that the caller knows it by, so that answers can
   * be matched with questions, and its canonical form where that is another.
   */
  static ObjectNode answer(String text, EmailAddress address, Verdict verdict) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("address", text);
    if (!text.equals(address.canonical())) {
      answer.put("canonical", address.canonical());
    }
    return VerdictJson.write(requireNonNull(verdict, "verdict is null"), answer);
  }

  private String echo() {
    return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + '…';
  }

  /** Not the text: it is personal data, or a stranger's. */
  @Override
  public String toString() {
    return "AskedAddress[" + address + "]";
  }
}
