package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/** The keys under which tombstones are stored. They are read when they are first needed. */
public interface ErasureKeys {
  /** There is none: no suppression can be kept. */
  ErasureKeys NONE = new ErasureKeys() {
    @Override
    public boolean areConfigured() {
      return false;
    }

    @Override
    public List<ErasureKey> read(Set<String> ids) {
      throw new TableUnavailableException(
          "addresses were erased whose suppression is kept, and ErasureKeyArn is not set");
    }
  };

  /** Whether there is a key. */
  boolean areConfigured();

  /**
   * The keys, the newest first.
   *
   * @param ids of keys that must be among them
   * @return one or more
   * @throws TableUnavailableException if they cannot be read, or one of these is not among them
   */
  List<ErasureKey> read(Set<String> ids);

  /**
   * A key.
   *
   * @param id tells keys apart and says nothing about the secret
   */
  record ErasureKey(String id, String secret) {
    private static final int ID_BYTES = 6;

    public ErasureKey {
      requireNonNull(id, "id is null");
      requireNonNull(secret, "secret is null");
    }

    /** The key that this text is. */
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
