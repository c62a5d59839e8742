package dev.hardstop.diagnosis;

import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts different recipients in bounded space: it keeps the {@value #MOST} smallest of their {@linkplain
 * RecipientHash hashes}. With fewer the count is exact. With more it is an estimate: hashes are evenly
 * distributed, so the largest of the kept ones shows how many there are in all (Bar-Yossef et al., "Counting
 * distinct elements in a data stream", 2002). Its standard error is about 4 percent. Merging is idempotent,
 * commutative and associative.
 *
 * @param hashes the hashes as 48-bit numbers
 */
public record RecipientSample(SortedSet<Long> hashes) {
  /** How many hashes are kept. */
  public static final int MOST = 512;

  /** More hashes than {@value #MOST} are stored, so that a sample stays full when recipients are erased. */
  private static final int MOST_STORED = MOST + MOST / 2;

  private static final int BITS = 48;
  private static final int BYTES = BITS / Byte.SIZE;

  public RecipientSample {
    hashes = Collections.unmodifiableSortedSet(
        hashes.stream().sorted().limit(MOST).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The sample of these {@linkplain RecipientHash hashes}; a text of another form is ignored. */
  public static RecipientSample of(Collection<String> hashes) {
    return new RecipientSample(hashes.stream()
        .flatMap(text -> number(text).stream())
        .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The stored hashes that may be deleted: no sample of these and further recipients contains them. */
  public static List<String> superfluous(Collection<String> stored) {
    return stored.stream()
        .sorted(Comparator.comparing(text -> number(text).orElse(Long.MAX_VALUE)))
        .skip(MOST_STORED)
        .toList();
  }

  /** The union of two samples. */
  public RecipientSample merge(RecipientSample other) {
    SortedSet<Long> both = new TreeSet<>(hashes);
    both.addAll(other.hashes);
    return new RecipientSample(both);
  }

  /** How many recipients there are. */
  public long count() {
    return isEstimate()
        ? Math.round((MOST - 1) / ((hashes.last() + 1) / (double) (1L << BITS)))
        : hashes.size();
  }

  /** Whether the count is an estimate, because there are at least {@value #MOST} recipients. */
  public boolean isEstimate() {
    return hashes.size() == MOST;
  }

  /** The kept hashes, in the form of {@link RecipientHash}. */
  public List<String> texts() {
    return hashes.stream().map(RecipientSample::text).toList();
  }

  private static Optional<Long> number(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length == BYTES
          ? Optional.of(new BigInteger(1, bytes).longValue())
          : Optional.empty();
    } catch (IllegalArgumentException noHash) {
      return Optional.empty();
    }
  }

  private static String text(long number) {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (number >> BITS - Byte.SIZE * (i + 1));
    }
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** Omits the hashes. */
  @Override
  public String toString() {
    return "RecipientSample[" + hashes.size() + "]";
  }
}
