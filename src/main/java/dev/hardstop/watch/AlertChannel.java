package dev.hardstop.watch;

import dev.hardstop.watchstate.Alert;

/** Brings messages to persons one way. Its exceptions pass: the message may have gone or not. */
interface AlertChannel {
  Alert.Channel way();

  /** Whether anybody is there to be told. */
  boolean isAsked();

  void send(AlertMessage message);
}
