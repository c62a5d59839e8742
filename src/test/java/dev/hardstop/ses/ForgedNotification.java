package dev.hardstop.ses;

import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.smtp.EmailAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notification with recipients that a server may have forged. The true recipients are known
 * without a parser, each in one of its spellings; the named recipients may be true, forged or no
 * address at all.
 *
 * @param event the notification
 * @param sentTo the canonical addresses that the message was sent to
 * @param named those of them that the notification names, in whatever spelling
 * @param forged the addresses that a parser could find in the other recipients; none of sentTo
 * @param nobodyElse whether the message went to these addresses only
 */
record ForgedNotification(
    SesEvent event, Set<String> sentTo, Set<String> named, Set<String> forged, boolean nobodyElse) {
  private static final List<String> DOMAINS = List.of(
      "example.com", "example.org", "mail.example.com", "xn--mller-kva.example", "[192.0.2.1]");
  /** Consecutive seeds would generate similar first numbers. */
  private static final long SCATTERED = 0x9E3779B97F4A7C15L;

  private static final List<String> SENT = List.of("2026-11-18", "2026-11-19", "2026-11-20");
  private static final List<String> REPLIES = List.of(
      "smtp; 550 5.1.1 User unknown",
      "smtp; 550 5.1.2 Bad destination: domain not found",
      "smtp; 552 5.2.2 Mailbox full",
      "smtp; 550 5.4.1 Recipient address rejected: Access denied.");

  /** The notification that this seed makes. */
  static ForgedNotification of(long seed) {
    Random random = new Random(seed * SCATTERED);
    Set<String> sentTo = new HashSet<>();
    int howMany = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(50);
    while (sentTo.size() < howMany) {
      sentTo.add(address(random));
    }
    List<String> destination = new ArrayList<>();
    sentTo.forEach(address -> destination.add(spelled(address, random)));
    boolean nobodyElse = random.nextInt(5) > 0;
    if (!nobodyElse) {
      destination.add(one(List.of("", "undisclosed", "<>", "a@b@", "bob"), random));
    }
    Set<String> named = new HashSet<>();
    Set<String> forged = new HashSet<>();
    List<String> recipients = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextBoolean() ? 3 : 60); i > 0; i--) {
      if (random.nextBoolean()) {
        String one = one(List.copyOf(sentTo), random);
        named.add(one);
        recipients.add(spelled(one, random));
      } else {
        String text = forged(one(List.copyOf(sentTo), random), random);
        forged.addAll(addressesIn(text));
        recipients.add(text);
      }
    }
    forged.removeAll(sentTo);
    SesEvent event = event(recipients.toArray(String[]::new), random)
        .sentTo(destination.toArray(String[]::new))
        .with("/mail/timestamp", one(SENT, random) + "T10:00:00.000Z");
    return new ForgedNotification(event, sentTo, named, forged, nobodyElse);
  }

  private static SesEvent event(String[] recipients, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> SesEvent.complaint(recipients);
      case 1 -> SesEvent.delivery(recipients);
      default -> {
        SesEvent bounce = SesEvent.bounce(recipients);
        for (int i = 0; i < recipients.length; i++) {
          String entry = "/bounce/bouncedRecipients/" + i;
          String reply = one(REPLIES, random);
          bounce
              .with(entry + "/diagnosticCode", reply)
              .with(entry + "/status", reply.substring(10, 15));
        }
        yield bounce;
      }
    };
  }

  private static String address(Random random) {
    String local = "user" + random.nextInt(200) + one(List.of("", "+tag", ".x", "-ü"), random);
    return local + "@" + one(DOMAINS, random);
  }

  /** The same address, as somebody else may write it. */
  private static String spelled(String address, Random random) {
    int at = address.lastIndexOf('@');
    String local = address.substring(0, at);
    String domain = address.substring(at + 1);
    return switch (random.nextInt(7)) {
      case 0 -> address.toUpperCase(Locale.ROOT);
      case 1 -> "\"Bob, or not\" <" + address + ">";
      case 2 -> "=?UTF-8?Q?B=C3=B6b?= <" + local.toUpperCase(Locale.ROOT) + "@" + domain + ">";
      case 3 -> "\"" + local + "\"@" + domain;
      case 4 -> domain.startsWith("[") ? address : address + ".";
      case 5 -> local + "@" + domain.replace("xn--mller-kva", "MÜLLER");
      default -> "  <" + address + "> ";
    };
  }

  /** A recipient that resembles an address but is none that the message was sent to. */
  private static String forged(String address, Random random) {
    int at = address.lastIndexOf('@');
    String local = address.substring(0, at);
    String domain = address.substring(at + 1);
    return switch (random.nextInt(14)) {
      case 0 -> "";
      case 1 -> "<>";
      case 2 -> address + " <forged@example.net>";
      case 3 -> "\"" + address + "\" <forged@example.net>";
      case 4 -> "<" + address + "> forged";
      case 5 -> local + "@forged." + domain;
      case 6 -> "forged" + local + "@" + domain;
      case 7 -> local + "+forged@" + domain;
      case 8 -> address + "," + address;
      case 9 -> "rfc822;" + local + "@example.net";
      case 10 -> "@example.net:" + local;
      case 11 -> local.replace('u', '\u0446') + "@" + domain;
      case 12 -> local + "@" + domain.replace('e', '\u0435').replace('1', '7');
      default -> "\u0000" + local + "\u200b@example.net";
    };
  }

  private static Set<String> addressesIn(String text) {
    return Stream.concat(Stream.of(text), Stream.of(text.split("[<>\\s,;\"]+")))
        .flatMap(part -> EmailAddress.find(part).stream())
        .map(EmailAddress::canonical)
        .collect(Collectors.toSet());
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
