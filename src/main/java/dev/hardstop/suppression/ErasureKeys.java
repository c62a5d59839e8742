package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/** The keys under which tombstones are stored. They are read when they are first needed. */
public interface ErasureKeys {
  /** No key is configured, so no suppression can be kept. */
  ErasureKeys NONE = new ErasureKeys() {
    @Override
    public boolean areConfigured() {
      return false;
    }

    @Override
    public List<ErasureKey> read(Set<String> ids) {
      throw new TableUnavailableException(
          "the suppression of erased addresses is kept, but ErasureKeyArn is not set");
    }
  };

  /** Whether there is a key. */
  boolean areConfigured();

  /**
   * The keys, the newest first.
   *
   * @param ids the ids of keys that must be among them
   * @return one or more
   * @throws TableUnavailableException if the keys cannot be read, or one of these ids is not among them
   */
  List<ErasureKey> read(Set<String> ids);

  /**
   * A key.
   *
   * @param id distinguishes keys and reveals nothing about the secret
   */
  record ErasureKey(String id, String secret) {
    private static final int ID_BYTES = 6;

    public ErasureKey {
      requireNonNull(id, "id is null");
      requireNonNull(secret, "secret is null");
    }

    /** The key with this secret. */
    public static ErasureKey of(String secret) {
      return new ErasureKey(Sha256.hex("id of an erasure key\n" + secret, ID_BYTES), secret);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
      return "ErasureKey[" + id + "]";
    }
  }
}
