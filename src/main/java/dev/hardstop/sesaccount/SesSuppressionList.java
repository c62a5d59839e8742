package dev.hardstop.sesaccount;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The suppression list of the account at SES, in one region (Amazon SES developer guide, "Using the
 * Amazon SES account-level suppression list").
 *
 * <p>SES ignores the case of an address when it sends mail, but its list has a separate entry for each
 * spelling, and every call here needs the exact spelling. Two spellings of one address can be listed at
 * the same time.
 *
 * <p>SES accepts one such call a second, so calls wait for one another, and a call that SES throttles
 * is repeated.
 */
public interface SesSuppressionList {
  /**
   * Adds an entry, or replaces the reason of an existing entry. SES sets the time.
   *
   * @param address the address in the spelling to be listed
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  void put(String address, Reason reason);

  /**
   * Returns the entry of this spelling; empty if there is none.
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Optional<SuppressedDestination> get(String address);

  /**
   * Removes the entry of this spelling.
   *
   * @return whether there was one
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  boolean delete(String address);

  /**
   * Returns a page of all entries. Their order is unspecified.
   *
   * @param token the token of the page; empty for the first page
   * @param size the most entries of the page, 1 to 1,000
   * @throws SesRefusalException if SES would refuse the call again, for example because it no longer
   *     accepts the token
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Page list(Optional<String> token, int size);

  /**
   * Why an address is listed. An entry affects only mail for which its reason is among the effective
   * {@code SuppressedReasons}.
   */
  enum Reason {
    BOUNCE,
    COMPLAINT
  }

  /**
   * An entry.
   *
   * @param address the address in the spelling in which it is listed
   * @param lastUpdate when the entry was added, or its reason last changed
   */
  record SuppressedDestination(String address, Reason reason, Instant lastUpdate) {
    public SuppressedDestination {
      requireNonNull(address, "address is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(lastUpdate, "lastUpdate is null");
    }

    /** Omits the address. */
    @Override
    public String toString() {
      return "SuppressedDestination[" + reason + ", " + lastUpdate + "]";
    }
  }

  /**
   * A page of entries.
   *
   * @param next the token of the next page; empty for the last page
   */
  record Page(List<SuppressedDestination> entries, Optional<String> next) {
    public Page {
      entries = List.copyOf(entries);
      requireNonNull(next, "next is null");
    }

    /** Omits the token, whose content only SES knows. */
    @Override
    public String toString() {
      return "Page[" + entries.size() + " entries]";
    }
  }

  /**
   * Thrown if a call and its repetitions failed, because SES throttled them or could not be reached.
   */
  public static final class SesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SesUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Thrown if SES refused a call, and will refuse it again until something outside this code changes.
   */
  public static final class SesRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalKind kind;

    /** Why SES refuses. */
    public enum RefusalKind {
      /**
       * The address contains a slash, which the path of the request cannot contain (aws-sdk issue 158).
       * An import job can remove it.
       */
      ADDRESS_NOT_EXPRESSIBLE("SES's API cannot express this address"),
      /** The role of the function lacks the permission. */
      NOT_PERMITTED("the role lacks the permission"),
      /** SES paused or suspended the account. */
      ACCOUNT_PAUSED("SES has paused the account"),
      /** Anything else; in the sandbox, SES accepts no new entry. */
      REFUSED("SES refused the call");

      private final String text;

      RefusalKind(String text) {
        this.text = text;
      }

      /**
       * Returns whether calls about other addresses, or about other spellings of this address, may
       * succeed.
       */
      public boolean isOfOneAddress() {
        return this == ADDRESS_NOT_EXPRESSIBLE || this == REFUSED;
      }
    }

    SesRefusalException(RefusalKind kind, Throwable cause) {
      super(kind.text, cause);
      this.kind = requireNonNull(kind, "kind is null");
    }

    public RefusalKind kind() {
      return kind;
    }
  }
}
