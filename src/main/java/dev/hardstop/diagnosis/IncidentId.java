package dev.hardstop.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;

/** The id of an incident, given at its opening: {@code contoso.com-2026-11-24-1f0c9a3b}. */
final class IncidentId {
  private static final int BYTES = 4;

  private IncidentId() {}

  static String of(String whose, LocalDate from, Instant opened) {
    String name = whose + '-' + from;
    byte[] opening = (name + '\n' + opened).getBytes(StandardCharsets.UTF_8);
    return name + '-' + HexFormat.of().formatHex(Arrays.copyOf(sha256(opening), BYTES));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
