package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Looks up in the DNS where the mail for a domain is delivered. */
public interface MailRouting {
  /**
   * Looks up a domain, in bounded time. A failure of the DNS is reported as a {@link MailRoute.State}, not as
   * an exception.
   *
   * @param domain A-labels, lower case
   */
  MailRoute routeOf(String domain);

  /**
   * Where the mail for a domain is delivered, as the DNS says (RFC 5321 section 5.1, RFC 7505).
   *
   * @param state what the DNS answered
   * @param hosts names of the mail hosts, best preference first; bounded
   * @param provider who runs these hosts; empty where it is not known
   * @param remarks what is wrong with the route, one sentence each; empty if nothing is wrong
   */
  public record MailRoute(
      State state, List<String> hosts, Optional<MailProvider> provider, List<String> remarks) {
    public MailRoute {
      requireNonNull(state, "state is null");
      hosts = List.copyOf(hosts);
      requireNonNull(provider, "provider is null");
      remarks = List.copyOf(remarks);
    }

    /** What the DNS answered. */
    public enum State {
      /** MX records. */
      MX,
      /** No MX record, but an address, to which mail is delivered. */
      ADDRESS_ONLY,
      /** A null MX: the domain accepts no mail. */
      NULL_MX,
      /** The domain exists, but has neither an MX record nor an address. */
      NO_ROUTE,
      /** The domain does not exist. */
      NO_SUCH_DOMAIN,
      /** The name servers of the domain fail. */
      SERVER_FAILURE,
      /** No answer arrived in time. */
      TIMEOUT
    }
  }
}
