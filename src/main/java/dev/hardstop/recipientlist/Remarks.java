package dev.hardstop.recipientlist;

import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import dev.hardstop.recipientlist.RowAnswer.Send;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The remarks on an address that has a verdict: about the verdict, the answer of DNS, a misspelled domain, and a role
 * address. An address that is not in the table is never called good.
 *
 * @param verdict Hardstop's answer
 * @param route the answer of DNS about the domain; empty if it was not asked
 * @param meant the well-known domain that was probably meant; empty if the domain does not look misspelled
 * @param role whether it is the address of a role
 */
record Remarks(
    AddressVerdict verdict, Optional<State> route, Optional<String> meant, boolean role) {
  /** The longest text of a server that is kept, in code points. */
  private static final int LONGEST = 500;

  static Remarks of(EmailAddress address, AddressVerdict verdict, Optional<State> route) {
    return new Remarks(
        verdict, route, MisspelledDomain.meant(address.domain()), RoleAddress.is(address));
  }

  boolean misspelled() {
    return meant.isPresent();
  }

  /** Whether the table has nothing about the address and its domain. */
  boolean nothingKnown() {
    return verdict.state().equals("clear")
        && verdict.reason().isEmpty()
        && verdict.unsubscribed().isEmpty();
  }

  /** Whether DNS gave no answer about the domain. */
  boolean routeNotFound() {
    return route.filter(DomainRoutes::isUnanswered).isPresent();
  }

  RowAnswer answer() {
    Optional<String> noRoute =
        verdict.suppressed() ? Optional.empty() : route.flatMap(Remarks::noRoute);
    return new RowAnswer(
        noRoute.isPresent() ? Send.NO : send(),
        noRoute.isPresent() ? RowAnswer.NO_ROUTE : printable(verdict.state()),
        printable(verdict.reason()),
        printable(verdict.until()),
        String.join("; ", remarks(noRoute)));
  }

  private Send send() {
    if (!verdict.suppressed()) {
      return Send.YES;
    }
    return verdict.until().isEmpty() && !verdict.state().equals("held") ? Send.NO : Send.LATER;
  }

  private List<String> remarks(Optional<String> noRoute) {
    List<String> remarks = new ArrayList<>();
    noRoute.ifPresent(remarks::add);
    ofVerdict(remarks);
    if (routeNotFound()) {
      remarks.add("DNS gave no answer about the domain");
    }
    meant.ifPresent(domain -> remarks.add("the domain looks like a misspelling of " + domain));
    if (role) {
      remarks.add("the address of a role, not of a person");
    }
    return remarks;
  }

  private void ofVerdict(List<String> remarks) {
    if (nothingKnown()) {
      remarks.add("nothing is known about this address");
      return;
    }
    if (verdict.state().equals("recheck")) {
      remarks.add("its suppression has ended: mail may be tried");
    } else if (verdict.state().equals("watched")) {
      remarks.add("it bounced, but too seldom to be suppressed");
    }
    if (!verdict.about().isEmpty()) {
      remarks.add("holds for the whole domain");
    }
    if (!verdict.streams().isEmpty()) {
      remarks.add("holds for the streams " + printable(String.join(", ", verdict.streams())));
    }
    if (!verdict.advice().isEmpty()) {
      remarks.add(printable(verdict.advice()));
    }
    if (!verdict.unsubscribed().isEmpty()) {
      remarks.add("unsubscribed on " + printable(verdict.unsubscribed()));
    }
  }

  private static Optional<String> noRoute(State state) {
    return switch (state) {
      case NULL_MX -> Optional.of("its domain declares that it takes no mail (null MX)");
      case NO_SUCH_DOMAIN -> Optional.of("its domain does not exist");
      case NO_ROUTE -> Optional.of("its domain has no mail server and no address");
      case MX, ADDRESS_ONLY, SERVER_FAILURE, TIMEOUT -> Optional.empty();
    };
  }

  private static String printable(String text) {
    return PrintableText.of(text, LONGEST).strip();
  }

  /** Omits the content of the verdict. */
  @Override
  public String toString() {
    return "Remarks[" + verdict.state() + "]";
  }
}
