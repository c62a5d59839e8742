package dev.hardstop.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Whom {@code watch} tells, and when it pulls the brake: {@code hardstop.watch.*}, as environment
 * variables {@code HARDSTOP_WATCH_…}.
 */
@ConfigMapping(prefix = "hardstop.watch")
interface WatchConfiguration {
  /** The address that mails come from, of an identity verified at SES; without it none are sent. */
  Optional<String> sender();

  /** Whom mails go to. */
  Optional<List<String>> recipients();

  /**
   * The SES configuration set that mails are sent with; without it SES takes the default set of the
   * sender's identity, which may be one that the brake has switched off.
   */
  Optional<String> configurationSet();

  /** The ARN of the topic for alerts. */
  Optional<String> topic();

  /** Whether a mail a day tells how it went. */
  @WithDefault("true")
  boolean digest();

  /** From which hour on, UTC. */
  @WithDefault("6")
  int digestHour();

  /** So many dossiers at most are read in a run; the next goes on. Time ends most runs before. */
  @WithDefault("1000000")
  int dossiers();

  /** So many reads go on side by side. */
  @WithDefault("4")
  int readers();

  /** What stops the sending. */
  Brake brake();

  /** What stops the sending. */
  interface Brake {
    /** The configuration sets it stops; without, a passed limit is only told. */
    Optional<List<String>> configurationSets();

    /** From so many percent of hard bounces on. */
    @WithDefault("8")
    double bouncePercent();

    /** From so many percent of complaints on. */
    @WithDefault("0.4")
    double complaintPercent();

    /** Over so many of the newest messages. */
    @WithDefault("1000")
    long volume();

    /** Whether it lets go by itself, when both rates are below half of their limits. */
    @WithDefault("false")
    boolean releases();
  }
}
