package dev.hardstop.local;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way through a function. */
record Invocation(
    String requestId, byte[] event, Instant deadline, CompletableFuture<LocalReply> reply) {

  static Invocation of(byte[] event, Instant deadline) {
    return new Invocation(UUID.randomUUID().toString(), event, deadline, new CompletableFuture<>());
  }
}
