package dev.hardstop.watch;

import dev.hardstop.watchstate.Alert;

/** Sends messages to people. When {@link #send} throws, the message may have been sent or not. */
interface AlertChannel {
  Alert.Channel channel();

  /** Whether anybody is configured to receive messages. */
  boolean isConfigured();

  void send(AlertMessage message);
}
