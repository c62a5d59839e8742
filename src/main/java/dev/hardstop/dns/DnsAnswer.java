package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * What came of one question.
 *
 * @param records the answer's; empty where there are none
 * @param timeToLive for how long it may be believed
 */
record DnsAnswer(Kind kind, List<Record> records, Duration timeToLive) {
  /** A fault may be over in a moment, and who asks again at once shall not wait again. */
  static final Duration LIFE_OF_A_FAILURE = Duration.ofSeconds(30);

  DnsAnswer {
    requireNonNull(kind, "kind is null");
    records = List.copyOf(records);
    requireNonNull(timeToLive, "timeToLive is null");
  }

  /** How a question ends. */
  enum Kind {
    /** The name exists; there may be no records of the type asked for. */
    ANSWER,
    /** NXDOMAIN (RFC 8020). */
    NO_SUCH_NAME,
    /** SERVFAIL, REFUSED, or what else is no answer. */
    FAILURE,
    /** Nothing came in time. */
    SILENCE
  }

  static DnsAnswer silence() {
    return new DnsAnswer(Kind.SILENCE, List.of(), LIFE_OF_A_FAILURE);
  }

  static DnsAnswer of(Message message) {
    return switch (message.getRcode()) {
      case Rcode.NOERROR -> answer(Kind.ANSWER, message);
      case Rcode.NXDOMAIN -> answer(Kind.NO_SUCH_NAME, message);
      default -> new DnsAnswer(Kind.FAILURE, List.of(), LIFE_OF_A_FAILURE);
    };
  }

  private static DnsAnswer answer(Kind kind, Message message) {
    List<Record> records = message.getSection(Section.ANSWER);
    long seconds = records.isEmpty()
        ? ofNothing(message.getSection(Section.AUTHORITY))
        : records.stream().mapToLong(Record::getTTL).min().getAsLong();
    return new DnsAnswer(kind, records, Duration.ofSeconds(seconds));
  }

  /** For how long there is nothing (RFC 2308 section 5). */
  private static long ofNothing(List<Record> authority) {
    return authority.stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .findFirst()
        .orElse(LIFE_OF_A_FAILURE.toSeconds());
  }

  /** The records of a kind, aliases followed by who was asked. */
  <T extends Record> List<T> of(Class<T> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Whether the name asked for is an alias. */
  boolean isAlias(Name name) {
    return of(CNAMERecord.class).stream().anyMatch(alias -> alias.getName().equals(name));
  }
}
