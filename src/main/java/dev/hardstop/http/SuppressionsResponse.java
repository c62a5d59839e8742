package dev.hardstop.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The body of the answer to {@code GET /v1/suppressions}.
 *
 * @param suppressions the subjects of the page that pass the filters, in no particular order; may be empty although
 *     there is a next page
 * @param judged how many dossiers were judged for the page
 * @param next the cursor of the next page; null on the last page
 */
@RegisterForReflection
record SuppressionsResponse(List<ListedSubject> suppressions, int judged, String next) {
  SuppressionsResponse {
    suppressions = List.copyOf(suppressions);
  }

  /** An address or a domain on a page. */
  sealed interface ListedSubject {
    /** A canonical address, or {@code @domain}, in the form that release and suppress accept. */
    String subject();
  }

  /**
   * An address or a domain with its verdict.
   *
   * @param verdict the verdict, whose fields are siblings of {@code subject}
   */
  @RegisterForReflection
  record JudgedSubject(String subject, @JsonUnwrapped VerdictResponse verdict)
      implements ListedSubject {
    static JudgedSubject of(Subject subject, Verdict verdict) {
      return new JudgedSubject(subject.key(), VerdictResponse.of(verdict));
    }

    /** Omits the subject, which may be an address. */
    @Override
    public String toString() {
      return "JudgedSubject[" + verdict + "]";
    }
  }

  /**
   * An address or a domain whose own item or whose domain's item cannot be read. It is listed regardless of the
   * filters, so that it is not overlooked.
   *
   * @param suppressed always true: mail must not be sent
   * @param state always {@code unreadable}
   * @param detail what to do
   */
  @RegisterForReflection
  record UnreadableSubject(String subject, boolean suppressed, String state, String detail)
      implements ListedSubject {
    static UnreadableSubject of(Subject subject) {
      return new UnreadableSubject(
          subject.key(), true, AddressResponse.UNREADABLE, AddressResponse.UNREADABLE_DETAIL);
    }

    /** Omits the subject, which may be an address. */
    @Override
    public String toString() {
      return "UnreadableSubject[]";
    }
  }
}
