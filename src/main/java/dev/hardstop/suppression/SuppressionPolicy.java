package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy: its numbers, and the verdicts that follow from them. The numbers are terms of rows of
 * the {@linkplain PolicyRow policy table}, in UTC days.
 *
 * @param recheckable strong evidence that is no proof
 * @param ambiguousComplaint a complaint that may be somebody else's
 * @param invalidDomain several mailboxes of a domain that does not exist
 * @param refused the mailbox refuses the message
 * @param blocked the route or a policy prevents the delivery
 * @param sesGlobalList the address is on SES's global list
 * @param settleDays how many full days must pass before a delivery frees an address; 0 to 30
 * @param deliveryEvents whether SES reports deliveries; only then can a lack of deliveries be evidence about
 *     a domain
 * @param streams the streams that complaints and unsubscriptions are distinguished by
 * @param sesList what is done about the suppression list of the SES account
 */
public record SuppressionPolicy(
    ForDaysThenEndless recheckable,
    ForDays ambiguousComplaint,
    WholeDomain invalidDomain,
    WhenRepeated refused,
    WhenRepeated blocked,
    ForDays sesGlobalList,
    int settleDays,
    boolean deliveryEvents,
    Streams streams,
    SesListMode sesList) {

  /** An item of the table expires this many days after its last write, unless it must be kept. */
  public static final int EXPIRY_DAYS = 400;

  private static final int FINGERPRINT_BYTES = 32;

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public SuppressionPolicy {
    requireNonNull(recheckable, "recheckable is null");
    requireNonNull(ambiguousComplaint, "ambiguousComplaint is null");
    requireNonNull(invalidDomain, "invalidDomain is null");
    requireNonNull(refused, "refused is null");
    requireNonNull(blocked, "blocked is null");
    requireNonNull(sesGlobalList, "sesGlobalList is null");
    requireNonNull(streams, "streams is null");
    requireNonNull(sesList, "sesList is null");
    if (settleDays < 0 || settleDays > Dossier.SETTLED_DAYS) {
      throw new IllegalArgumentException("settleDays is %d, but must be at least 0 and at most %d"
          .formatted(settleDays, Dossier.SETTLED_DAYS));
    }
  }

  /** The policy with the default numbers. This is the only place in the code that has them. */
  public static SuppressionPolicy standard() {
    return new SuppressionPolicy(
        new ForDaysThenEndless(90, 90),
        new ForDays(180),
        new WholeDomain(2, 30, 14, 30),
        new WhenRepeated(3, 30, 30, VerdictState.SUPPRESSED),
        new WhenRepeated(5, 60, 30, VerdictState.HELD),
        new ForDays(14),
        2,
        true,
        Streams.none(),
        SesListMode.OFF);
  }

  /** The same policy for a sender with these streams. */
  public SuppressionPolicy with(Streams others) {
    return new SuppressionPolicy(
        recheckable,
        ambiguousComplaint,
        invalidDomain,
        refused,
        blocked,
        sesGlobalList,
        settleDays,
        deliveryEvents,
        others,
        sesList);
  }

  /** The same policy with another mode of SES's list. */
  public SuppressionPolicy with(SesListMode other) {
    return new SuppressionPolicy(
        recheckable,
        ambiguousComplaint,
        invalidDomain,
        refused,
        blocked,
        sesGlobalList,
        settleDays,
        deliveryEvents,
        streams,
        other);
  }

  /**
   * Judges an address by everything that is known about it and its domain.
   *
   * @param now the time of the question; verdicts change at midnight UTC, and when a hold ends
   */
  public Verdict judge(Dossier address, Dossier domain, RuleBook book, Instant now) {
    return new VerdictEvaluation(this, Optional.empty(), book, now).judge(address, domain);
  }

  /**
   * Judges an address for the mail of one stream. Without a stream, a verdict is the gravest of all streams.
   *
   * @throws IllegalArgumentException if there is no such stream
   */
  public Verdict judge(Dossier address, Dossier domain, String stream, RuleBook book, Instant now) {
    return forStream(stream, book, now).judge(address, domain);
  }

  private VerdictEvaluation forStream(String stream, RuleBook book, Instant now) {
    if (!streams.contains(stream)) {
      throw new IllegalArgumentException("there is no such stream");
    }
    return new VerdictEvaluation(this, Optional.of(stream), book, now);
  }

  /**
   * Judges an address by its own evidence and manual actions, without the evidence that excluded days and
   * incidents of its domain set aside, and without what is held against the domain. The graver of this
   * verdict and the verdict on the domain has the state and the end of {@link #judge(Dossier, Dossier,
   * RuleBook, Instant)}.
   */
  public Verdict judgeOwn(Dossier address, Dossier domain, RuleBook book, Instant now) {
    return new VerdictEvaluation(this, Optional.empty(), book, now).judgeOwn(address, domain);
  }

  /**
   * Judges an address by its own evidence for the mail of one stream.
   *
   * @throws IllegalArgumentException if there is no such stream
   */
  public Verdict judgeOwn(
      Dossier address, Dossier domain, String stream, RuleBook book, Instant now) {
    return forStream(stream, book, now).judgeOwn(address, domain);
  }

  /**
   * The verdict that an event states: for an address, the verdict by {@linkplain #judgeOwn its own evidence};
   * for a domain, what holds for every address of it.
   *
   * @param domain the dossier of the domain of an address; not used for a domain
   */
  public Verdict judgeForEvent(Dossier dossier, Dossier domain, RuleBook book, Instant now) {
    return dossier.subject() instanceof Subject.Domain
        ? judge(dossier, book, now)
        : judgeOwn(dossier, domain, book, now);
  }

  /** Judges a whole domain: the verdict on an address of it about which nothing is known. */
  public Verdict judge(Dossier domain, RuleBook book, Instant now) {
    return judge(Dossier.empty(domain.subject()), domain, book, now);
  }

  /**
   * Whether evidence in the dossier of an address can still suppress, by this book and policy, when the item
   * would expire. Such an item must never expire. Evidence about a whole domain never suppresses that long.
   */
  public boolean neverExpires(Dossier dossier, RuleBook book) {
    return dossier.subject() instanceof Subject.Address
        && DatedEvidence.of(dossier, book).stream()
            .anyMatch(evidence -> neverExpires(evidence.row()));
  }

  /** Whether an item with evidence of this row must never expire. */
  boolean neverExpires(PolicyRow row) {
    return row.terms(this).canLast(EXPIRY_DAYS);
  }

  /**
   * Identifies what verdicts depend on besides dossiers and time: this policy with all its numbers, the
   * policy table with the row of each rule, and a rule book. It is the same in every process.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint(RuleBook book) {
    return Sha256.hex(
        this + "\n" + PolicyRow.asText(this, book) + "\n" + book.fingerprint(), FINGERPRINT_BYTES);
  }
}
