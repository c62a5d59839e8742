package dev.hardstop.diagnosis;

import java.util.List;

/**
 * Where a domain's mail goes, as its DNS says (RFC 5321 section 5.1, RFC 7505).
 *
 * @param state what the name service answered
 * @param hosts names of the mail hosts, best preference first; bounded
 * @param gateway whose servers these are, such as {@code Microsoft 365}; empty where unknown
 * @param remarks what is wrong with it, a sentence each; empty where nothing is
 */
public record MailRoute(State state, List<String> hosts, String gateway, List<String> remarks) {
  public MailRoute {
    hosts = List.copyOf(hosts);
    remarks = List.copyOf(remarks);
  }

  /** What the name service answered. */
  public enum State {
    /** MX records. */
    MX,
    /** No MX record, but an address: mail goes there. */
    ADDRESS_ONLY,
    /** A null MX: the domain says that it takes no mail. */
    NULL_MX,
    /** The domain exists, and mail has nowhere to go. */
    NO_ROUTE,
    /** There is no such domain. */
    NO_SUCH_DOMAIN,
    /** The domain's name servers fail. */
    SERVER_FAILURE,
    /** No answer in time. */
    TIMEOUT
  }
}
