package dev.hardstop.classification;

import java.util.Random;

/** Random texts (seeded) of phrases that servers write and of input that breaks parsers. */
public final class HostileTexts {
  private static final String[] PIECES = {
    "550",
    "550-",
    "550-5.1.1",
    "5.1.1",
    "4.16.1",
    "421",
    "smtp;",
    "X-Postfix;",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\ud83d",
    "\ude00",
    "\u00a0",
    "\u200b",
    "ä",
    "用户不存在",
    "ящик",
    "<",
    ">",
    "<<",
    "[",
    "]",
    "(",
    ")",
    "'",
    "\"",
    "`",
    "{",
    "}",
    "|",
    "%",
    "{bob}@example.com",
    "bob(smith)@example.com",
    "bob%example.com",
    "SRS0=a=b=c=bob",
    "->",
    "...",
    ".",
    ",",
    ";",
    ":",
    "@",
    "#",
    "-",
    "_",
    "+",
    "=",
    "/",
    "<address>",
    "<host>",
    "<ip>",
    "<url>",
    "<id>",
    "<host:google.com>",
    "<url:support.google.com p=DisabledUser>",
    "<host:x.example>",
    "bob",
    "bob@example.com",
    "bob@",
    "@example.com",
    "\"a b\"@example.com",
    "mx.example.com",
    "example",
    "COM",
    "a.b",
    "192.0.2.1",
    "2001:db8::1",
    "::",
    "14:55:40",
    "2026-11-24T08:00:00Z",
    "https://",
    "http://example.com/x?p=1",
    "https://support.google.com/mail/?p=NoSuchUser",
    "a640c23a62f3a-b7-2002",
    "1234567890",
    "User",
    "unknown",
    "mailbox",
    "full",
    "rejected:",
    "Recipient",
    "address",
    "said:",
    "RESOLVER.ADR.X"
  };

  private final Random random;

  public HostileTexts(long seed) {
    this.random = new Random(seed);
  }

  /** The next text, of up to a few hundred parts. */
  public String next() {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 12);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      text.append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }
}
