package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Confidence;
import java.time.LocalDate;
import java.util.Optional;

/** What is wrong with a domain, or with us, each with the grounds it rests on. */
public sealed interface Diagnosis {
  /** The word for it in answers. */
  Name name();

  /** What it rests on. */
  Grounds grounds();

  /** What to do about it. */
  Advice advice();

  /** The diagnosis of this name. */
  static Diagnosis of(Name name, Grounds grounds, Advice advice) {
    return switch (name) {
      case DEAD_ADDRESSES -> new DeadAddresses(grounds, advice);
      case DOMAIN_INCIDENT -> new DomainIncident(grounds, advice);
      case NEVER_ACCEPTED -> new NeverAccepted(grounds, advice);
      case RESTRICTED_RECIPIENTS -> new RestrictedRecipients(grounds, advice);
      case RELAY_DENIED -> new RelayDenied(grounds, advice);
      case SENDER_REPUTATION -> new SenderReputation(grounds, advice);
      case SENDER_AUTHENTICATION -> new SenderAuthentication(grounds, advice);
      case RATE -> new Rate(grounds, advice);
      case NOTHING_UNUSUAL -> new NothingUnusual(grounds, advice);
    };
  }

  /** The words for diagnoses. */
  enum Name {
    /** Some addresses do not exist, while the domain accepts others. */
    DEAD_ADDRESSES,
    /** Nearly all recipients bounce, and they were delivered to before. */
    DOMAIN_INCIDENT,
    /** Nothing was ever delivered to the domain. */
    NEVER_ACCEPTED,
    /** The recipients live, but only take mail from those they know. */
    RESTRICTED_RECIPIENTS,
    /** The server that was asked does not take mail for the domain. */
    RELAY_DENIED,
    /** Our address or domain is listed, banned or of poor reputation. */
    SENDER_REPUTATION,
    /** Our SPF, DKIM, DMARC or PTR. */
    SENDER_AUTHENTICATION,
    /** We send faster than the receiver takes. */
    RATE,
    /** Nothing that needs anybody. */
    NOTHING_UNUSUAL
  }

  /**
   * What every diagnosis rests on.
   *
   * @param confidence how far to trust it
   * @param since the first UTC day of what it is about; empty where there is nothing
   * @param figures the counts
   * @param quote the reply that stands for the others; empty where there is none
   */
  record Grounds(
      Confidence confidence,
      Optional<LocalDate> since,
      DiagnosisFigures figures,
      Optional<RepresentativeReply> quote) {
    public Grounds {
      requireNonNull(confidence, "confidence is null");
      requireNonNull(since, "since is null");
      requireNonNull(figures, "figures is null");
      requireNonNull(quote, "quote is null");
    }
  }

  /** Some addresses are dead, and the domain accepts others. */
  record DeadAddresses(Grounds grounds, Advice advice) implements Diagnosis {
    public DeadAddresses {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.DEAD_ADDRESSES;
    }
  }

  /**
   * The domain as a whole turned mail away that it used to take. With low confidence the bounces may
   * be forged: they follow deliveries of the same day, or one may still arrive. Then nobody is held.
   */
  record DomainIncident(Grounds grounds, Advice advice) implements Diagnosis {
    public DomainIncident {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.DOMAIN_INCIDENT;
    }
  }

  /** The domain never took anything from us. */
  record NeverAccepted(Grounds grounds, Advice advice) implements Diagnosis {
    public NeverAccepted {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.NEVER_ACCEPTED;
    }
  }

  /** Living recipients that take mail from those only whom they know. */
  record RestrictedRecipients(Grounds grounds, Advice advice) implements Diagnosis {
    public RestrictedRecipients {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.RESTRICTED_RECIPIENTS;
    }
  }

  /** The server that the domain's MX names does not take its mail. */
  record RelayDenied(Grounds grounds, Advice advice) implements Diagnosis {
    public RelayDenied {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.RELAY_DENIED;
    }
  }

  /** It is us: listed, banned, or of poor reputation. */
  record SenderReputation(Grounds grounds, Advice advice) implements Diagnosis {
    public SenderReputation {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.SENDER_REPUTATION;
    }
  }

  /** It is us: SPF, DKIM, DMARC or PTR. */
  record SenderAuthentication(Grounds grounds, Advice advice) implements Diagnosis {
    public SenderAuthentication {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.SENDER_AUTHENTICATION;
    }
  }

  /** More mail than the receiver takes at a time. */
  record Rate(Grounds grounds, Advice advice) implements Diagnosis {
    public Rate {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.RATE;
    }
  }

  /** Nothing that needs anybody. */
  record NothingUnusual(Grounds grounds, Advice advice) implements Diagnosis {
    public NothingUnusual {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(advice, "advice is null");
    }

    @Override
    public Name name() {
      return Name.NOTHING_UNUSUAL;
    }
  }
}
