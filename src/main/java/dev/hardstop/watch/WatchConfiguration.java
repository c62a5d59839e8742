package dev.hardstop.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of {@code watch}: the properties {@code hardstop.watch.*}, or the environment
 * variables {@code HARDSTOP_WATCH_…}. No other code contains the defaults; tests compare template.yaml
 * and docs/configuration.md with them.
 */
@ConfigMapping(prefix = "hardstop.watch")
interface WatchConfiguration {
  /**
   * The address that mail is sent from, which must belong to an identity verified at SES. Without it,
   * no mail is sent.
   */
  Optional<String> sender();

  /** The addresses that mail is sent to. */
  Optional<List<String>> recipients();

  /**
   * The SES configuration set that mail is sent with. Without it, SES uses the default set of the
   * sender's identity, which the brake may have switched off.
   */
  Optional<String> configurationSet();

  /**
   * The configuration sets that the sender's mail is sent with, besides those of the brake. SES must
   * stop mail that is sent with them to listed addresses.
   */
  Optional<List<String>> sendingSets();

  /** The ARN of the SNS topic for alerts. */
  Optional<String> topic();

  /** Whether a digest is mailed every day. */
  @WithDefault("true")
  boolean digest();

  /** The earliest UTC hour at which the digest is sent, 0 to 23. */
  @WithDefault("6")
  int digestHour();

  /**
   * The most dossiers that a run reads. The next run continues; most runs end earlier because their
   * time is over.
   */
  @WithDefault("1000000")
  int dossiers();

  /** The most dossiers that the daily walk reads in a run. The default amounts to 4.8 million a day. */
  @WithDefault("50000")
  int walkDossiers();

  /** How many reads run in parallel. */
  @WithDefault("4")
  int readers();

  /** When sending is switched off. */
  Brake brake();

  /** When sending is switched off. */
  interface Brake {
    /** The configuration sets that are switched off. Without them, only an alert is sent. */
    Optional<List<String>> configurationSets();

    /** The limit of permanent bounces, in percent of the messages. */
    @WithDefault("8")
    double bouncePercent();

    /** The limit of complaints, in percent of the messages. */
    @WithDefault("0.4")
    double complaintPercent();

    /** The number of newest messages from which the rates are computed. */
    @WithDefault("1000")
    long volume();

    /** Whether sending is switched on again when both rates are below half of their limits. */
    @WithDefault("false")
    boolean releases();
  }
}
