package dev.hardstop.cli;

/**
 * An object of S3, or the beginning of the keys of several, in the form {@code s3://BUCKET/KEY} (AWS CLI reference,
 * {@code S3Uri}). The key is not percent-encoded.
 *
 * @param bucket the name of the bucket
 * @param key the key or the beginning of keys; may be empty
 */
public record S3Uri(String bucket, String key) {
  private static final String SCHEME = "s3://";

  /** Whether an argument names an object or a prefix in S3, and not a file. */
  public static boolean is(String argument) {
    return argument.startsWith(SCHEME);
  }

  /**
   * Reads the form {@code s3://BUCKET}, {@code s3://BUCKET/} or {@code s3://BUCKET/PREFIX}.
   *
   * @throws CommandException if it names no bucket
   */
  static S3Uri of(String argument) {
    int slash = argument.indexOf('/', SCHEME.length());
    int end = slash < 0 ? argument.length() : slash;
    if (end == SCHEME.length()) {
      throw CommandException.usage("an object of S3 is named s3://bucket/prefix");
    }
    return new S3Uri(
        argument.substring(SCHEME.length(), end), slash < 0 ? "" : argument.substring(slash + 1));
  }

  /**
   * Reads the name of one object.
   *
   * @throws CommandException if it names a bucket or a folder only
   */
  public static S3Uri ofObject(String argument) {
    S3Uri object = of(argument);
    if (object.key.isEmpty() || object.key.endsWith("/")) {
      throw CommandException.usage("an object of S3 has the form s3://BUCKET/KEY");
    }
    return object;
  }

  @Override
  public String toString() {
    return SCHEME + bucket + '/' + key;
  }
}
