package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.ComplaintKind;
import java.util.List;
import java.util.Optional;

/** What a verdict is based on. */
public sealed interface VerdictCause {
  /** The reason of a complaint of a person. */
  String COMPLAINT = "COMPLAINT";

  /** The reason of a domain incident. */
  String DOMAIN_INCIDENT = "DOMAIN_INCIDENT";

  /** The reason of a manual suppression. */
  String MANUAL = "MANUAL";

  /** The reasons that are not a {@code BounceReason}. */
  List<String> REASONS_WITHOUT_BOUNCE = List.of(COMPLAINT, DOMAIN_INCIDENT, MANUAL);

  /** The name of a {@code BounceReason}, or of a cause that is no bounce. */
  String reason();

  /** What to do about it. */
  String advice();

  /** The party at fault; empty where nobody is, or where it is not known. */
  default Optional<Culprit> culprit() {
    return Optional.empty();
  }

  /** Where the evidence comes from; empty where the cause is no evidence. */
  default Optional<Evidence.Origin> origin() {
    return Optional.empty();
  }

  /** The id of the rule that decided, or the kind of complaint; empty for other causes. */
  default Optional<String> rule() {
    return Optional.empty();
  }

  /**
   * A bounce, classified by today's rule book.
   *
   * @param from where the bounce comes from
   */
  record OfBounce(
      Classification classification, DeliveryStatus deliveryStatus, Evidence.Origin from)
      implements VerdictCause {
    public OfBounce {
      requireNonNull(from, "from is null");
      requireNonNull(classification, "classification is null");
      requireNonNull(deliveryStatus, "deliveryStatus is null");
    }

    /** Omits the words, which are untrusted text. */
    @Override
    public String toString() {
      return "OfBounce[" + classification.reason() + ", " + classification.ruleId() + "]";
    }

    @Override
    public String reason() {
      return classification.reason().name();
    }

    @Override
    public String advice() {
      return classification.advice();
    }

    @Override
    public Optional<Culprit> culprit() {
      return Optional.of(classification.culprit());
    }

    @Override
    public Optional<Evidence.Origin> origin() {
      return Optional.of(from);
    }

    @Override
    public Optional<String> rule() {
      return Optional.of(classification.ruleId());
    }
  }

  /**
   * A complaint.
   *
   * @param from where the complaint comes from
   */
  record OfComplaint(ComplaintKind kind, Evidence.Origin from) implements VerdictCause {
    public OfComplaint {
      requireNonNull(from, "from is null");
      requireNonNull(kind, "kind is null");
    }

    /**
     * The reason of a verdict that is based on this kind of complaint. SES also reports a complaint if it
     * did not send to a listed address: then nobody complained.
     */
    public static String reason(ComplaintKind kind) {
      return kind == ComplaintKind.ON_ACCOUNT_LIST
          ? BounceReason.SUPPRESSED_BY_SES.name()
          : COMPLAINT;
    }

    @Override
    public String reason() {
      return reason(kind);
    }

    @Override
    public Optional<Evidence.Origin> origin() {
      return Optional.of(from);
    }

    @Override
    public String advice() {
      return switch (kind) {
        case SOLE -> "The person called your mail spam: stop mailing the address.";
        case ONE_OF_SEVERAL ->
          "A complaint named several recipients, and this is one of them: pause the address, and"
              + " make it easy to leave your lists.";
        case ON_ACCOUNT_LIST ->
          "SES did not try: the address is on a suppression list of your account or tenant because of"
              + " a complaint. SES tries again only after the address is removed from that list, for"
              + " example by DeleteSuppressedDestination.";
        case NOT_SPAM -> "The person told the provider that your mail is not spam.";
        case AUTH_FAILURE -> "Repair SPF, DKIM or DMARC of your sending.";
        case VIRUS -> "A virus was reported in your message: examine what you send.";
      };
    }

    @Override
    public Optional<String> rule() {
      return Optional.of(kind.historyId());
    }
  }

  /**
   * What is kept of an erased address.
   *
   * @param tombstone what is kept
   */
  record OfTombstone(Tombstone tombstone) implements VerdictCause {
    public OfTombstone {
      requireNonNull(tombstone, "tombstone is null");
    }

    @Override
    public String reason() {
      return tombstone.reason();
    }

    @Override
    public Optional<Culprit> culprit() {
      return BounceReason.find(tombstone.reason()).map(BounceReason::culprit);
    }

    @Override
    public String advice() {
      return "The address was erased, and only its suppression is kept: nothing else is known.";
    }
  }

  /**
   * An incident of the whole domain.
   *
   * @param id the id of the incident
   */
  record OfIncident(String id) implements VerdictCause {
    public OfIncident {
      requireNonNull(id, "id is null");
    }

    @Override
    public String reason() {
      return DOMAIN_INCIDENT;
    }

    @Override
    public String advice() {
      return "Nearly all mail to the domain bounces, although it accepted mail before: the fault is at"
          + " the domain. Send nothing to it while the hold lasts, and ask its administrator.";
    }

    @Override
    public Optional<Culprit> culprit() {
      return Optional.of(Culprit.DOMAIN);
    }
  }

  /** A manual suppression. */
  record OfManualAction(ManualAction.Suppression action) implements VerdictCause {
    public OfManualAction {
      requireNonNull(action, "action is null");
    }

    @Override
    public String reason() {
      return MANUAL;
    }

    @Override
    public String advice() {
      return "Suppressed manually: ask the person who did it before you release it.";
    }
  }
}
