package dev.hardstop.changes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * Where changes are sent: the properties {@code hardstop.changes.*}, or the environment variables
 * {@code HARDSTOP_CHANGES_…}.
 */
@ConfigMapping(prefix = "hardstop.changes")
interface ChangesConfiguration {
  /** The source of all events, a URI reference: the ARN of the stack. */
  @WithDefault("hardstop")
  String source();

  /** The ARN of the SNS topic to which changes are published. Without it, no change is published. */
  Optional<String> topic();

  /** The URL of the FIFO queue of {@code ses-list}. Without it, no address is sent. */
  Optional<String> sesQueue();

  /** The URL of the standard queue in which an address waits before it is moved to the FIFO queue. */
  Optional<String> sesDelayQueue();
}
