package dev.hardstop.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/** The answer about one address: a verdict, or why there is none. */
sealed interface AddressResponse {
  /**
   * The most characters of an invalid address that an answer repeats. A longer text is truncated.
   */
  int LONGEST_ECHO = 1_000;

  /** The state of an address whose stored item cannot be read. */
  String UNREADABLE = "unreadable";

  String UNREADABLE_DETAIL =
      "What is stored about this address or its domain cannot be read. Asking again does not help;"
          + " the log names the item.";

  /**
   * The answer to the question about this address. An address whose stored item cannot be read must not be mailed,
   * and does not affect the answers about other addresses.
   *
   * @param text the address as the caller wrote it
   */
  static AddressResponse of(
      String text, EmailAddress address, ReadResults<Subject, Verdict> verdicts) {
    Optional<Verdict> verdict = verdicts.find(Subject.of(address));
    return verdict.isPresent()
        ? Judged.of(text, address, verdict.get())
        : new NotJudged(text, true, UNREADABLE, UNREADABLE_DETAIL);
  }

  /**
   * The answer to a text that is not an address. It must not be mailed.
   *
   * @param detail why the text is not an address
   */
  static AddressResponse invalid(String text, String detail) {
    String echo = text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + '…';
    return new NotJudged(echo, true, "invalid", detail);
  }

  /**
   * The body of the answer to {@code POST /v1/check}.
   *
   * @param results one entry for each address, in the order of the question
   */
  @RegisterForReflection
  record Results(List<AddressResponse> results) {}

  /**
   * The body of the answer to {@code GET /v1/addresses}.
   *
   * @param domain in A-labels
   * @param addresses the addresses of the domain that have bounces or complaints, the most recently
   *     written first
   * @param next the cursor of the next page; null on the last page
   */
  @RegisterForReflection
  record DomainPage(String domain, List<AddressResponse> addresses, String next) {}

  /**
   * The answer about an address.
   *
   * @param address as the caller wrote it, so that answers can be matched with questions
   * @param canonical optional: the canonical form, if it differs from {@code address}
   * @param verdict the verdict, whose fields are siblings of {@code address}
   */
  @RegisterForReflection
  record Judged(
      String address,
      @JsonInclude(NON_NULL) String canonical,
      @JsonUnwrapped VerdictResponse verdict)
      implements AddressResponse {
    static Judged of(String text, EmailAddress address, Verdict verdict) {
      String canonical = text.equals(address.canonical()) ? null : address.canonical();
      return new Judged(text, canonical, VerdictResponse.of(verdict));
    }

    /** Omits the address, which is personal data. */
    @Override
    public String toString() {
      return "Judged[" + verdict + "]";
    }
  }

  /**
   * The answer if there is no verdict.
   *
   * @param address as the caller wrote it
   * @param suppressed always true: the address must not be mailed
   * @param state {@code invalid} or {@code unreadable}
   * @param detail why there is no verdict
   */
  @RegisterForReflection
  record NotJudged(String address, boolean suppressed, String state, String detail)
      implements AddressResponse {
    /** Omits the address, which is personal data. */
    @Override
    public String toString() {
      return "NotJudged[" + state + "]";
    }
  }
}
