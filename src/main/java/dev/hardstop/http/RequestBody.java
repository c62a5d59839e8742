package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The body of a request as API Gateway passes it on.
 *
 * @param raw text, or the Base64 (RFC 4648 section 4) of its UTF-8; empty where there is none
 */
record RequestBody(String raw, boolean isBase64Encoded) {
  /** The longest body that is read, in bytes of UTF-8. */
  static final int LONGEST = 1 << 20;

  private static final int LONGEST_BASE64 = (LONGEST + 2) / 3 * 4;

  RequestBody {
    requireNonNull(raw, "raw is null");
  }

  /**
   * The text of the body.
   *
   * @throws ProblemException 413 when it is too long, 400 when it is no UTF-8 or no Base64
   */
  String text() {
    return isBase64Encoded ? decoded() : bounded();
  }

  private String bounded() {
    if (raw.length() > LONGEST || raw.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw tooLong();
    }
    return raw;
  }

  private String decoded() {
    if (raw.length() > LONGEST_BASE64) {
      throw tooLong();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(raw);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException noBase64) {
      throw new ProblemException(Problem.badRequest("The body is marked as Base64 and is none."));
    } catch (CharacterCodingException noUtf8) {
      throw new ProblemException(Problem.badRequest("The body is not UTF-8."));
    }
  }

  private static ProblemException tooLong() {
    return new ProblemException(
        Problem.tooLarge("The body has more than " + LONGEST + " bytes: ask in several requests."));
  }

  /** Not what was sent. */
  @Override
  public String toString() {
    return "Body[" + raw.length() + "]";
  }
}
