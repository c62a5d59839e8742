package dev.hardstop.watch;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.local.SesAccountStub;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Addresses of all kinds, on SES's list and in the table, and what their comparison must find. The first
 * addresses have one kind each, the others a random one.
 */
final class SesListScenario {
  private static final Instant NOW = WatchFixture.NOW;
  private static final String DEAD = "smtp; 550 5.1.1 User unknown";

  private final WatchFixture fixture;
  private final SesAccountStub ses;
  private static final int KINDS = 17;

  private final SortedSet<String> listedAndFree = new TreeSet<>();
  private final SortedSet<String> complaintsKept = new TreeSet<>();
  private final SortedSet<String> otherReason = new TreeSet<>();
  private final SortedSet<String> missing = new TreeSet<>();
  private final SortedSet<String> notExpressible = new TreeSet<>();
  private final List<String> broughtIn = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private long unreadable;

  SesListScenario(WatchFixture fixture, SesAccountStub ses, Random random, int howMany) {
    this.fixture = fixture;
    this.ses = ses;
    for (int i = 0; i < howMany; i++) {
      String name = "p" + i + "@" + "abc".charAt(random.nextInt(3)) + ".example.com";
      add(i < KINDS ? i : random.nextInt(KINDS), name);
    }
  }

  private void add(int kind, String address) {
    Instant old = NOW.minus(100, DAYS);
    switch (kind) {
      case 0 -> lists(address, "BOUNCE", old, true);
      case 1 -> lists(address, "COMPLAINT", old, true);
      case 2 -> {
        // It bounced two days before SES listed it.
        fixture.bounces(address, DEAD, old.minus(2, DAYS));
        lists(address, "BOUNCE", old, false);
      }
      case 3 -> {
        // The receiver blames the sender.
        fixture.bounces(address, WatchFixture.BLOCKLISTED, old.minus(1, DAYS));
        lists(address, "BOUNCE", old, false);
        listedAndFree.add(address);
      }
      case 4 -> lists(address, "BOUNCE", NOW.minus(2, HOURS), false);
      case 5 -> {
        suppresses(fixture, address, NOW.minus(3, DAYS));
        missing.add(address);
      }
      case 6 -> suppresses(fixture, address, NOW.minus(1, HOURS));
      case 7 -> {
        fixture.bounces(address, DEAD, NOW.minus(10, DAYS));
        missing.add(address);
      }
      case 8 -> {
        // A person released it after SES had listed it.
        lists(address, "BOUNCE", old, true);
        releases(fixture, address, NOW.minus(40, DAYS));
        listedAndFree.add(address);
      }
      case 9 -> {
        // Two spellings are listed.
        fixture.bounces(address, WatchFixture.BLOCKLISTED, old.minus(1, DAYS));
        lists(address, "BOUNCE", old, false);
        lists(address.replace('p', 'P'), "BOUNCE", old, false);
        listedAndFree.add(address);
        listedAndFree.add(address.replace('p', 'P'));
      }
      case 10 -> {
        String slash = "a/" + address;
        fixture.bounces(slash, WatchFixture.BLOCKLISTED, old.minus(1, DAYS));
        lists(slash, "BOUNCE", old, false);
        listedAndFree.add(slash);
        notExpressible.add(slash);
      }
      case 11 -> {
        ses.list("no address " + address.replace('@', '-'), "BOUNCE", old);
        unreadable++;
      }
      case 12 -> {
        // The suppression of 90 days has ended.
        fixture.bounces(address, WatchFixture.ACCESS_DENIED, old.minus(1, DAYS));
        lists(address, "BOUNCE", old, false);
        listedAndFree.add(address);
      }
      case 13 -> {
        // The complaint named several; only a release takes it off.
        Instant older = NOW.minus(300, DAYS);
        fixture.complains(address, ComplaintKind.ONE_OF_SEVERAL, older.minus(1, DAYS));
        lists(address, "COMPLAINT", older, false);
        listedAndFree.add(address);
        complaintsKept.add(address);
      }
      case 14 -> {
        // SES keeps the complaint, although it bounced since then.
        fixture.complains(address, ComplaintKind.SOLE, old.minus(1, DAYS));
        fixture.bounces(address, DEAD, NOW.minus(20, DAYS));
        lists(address, "COMPLAINT", old, false);
        otherReason.add(address);
      }
      case 15 -> fixture.imports(address, DEAD, NOW.minus(10, DAYS));
      default -> {
        // A bounce six days before explains nothing.
        fixture.bounces(address, WatchFixture.BLOCKLISTED, old.minus(6, DAYS));
        lists(address, "BOUNCE", old, true);
      }
    }
  }

  private void lists(String spelling, String reason, Instant at, boolean isEvidence) {
    ses.list(spelling, reason, at);
    (isEvidence ? broughtIn : unknown).add(spelling);
  }

  void isFound(SesListProgress last) {
    SesListFindings found = last.findings();
    assertThat(found.listed()).isEqualTo(ses.entries().size());
    assertThat(found.unreadable()).isEqualTo(unreadable);
    assertThat(found.listedBefore()).isEqualTo(broughtIn.size());
    assertThat(found.listedAndFree().count()).isEqualTo(listedAndFree.size());
    assertThat(found.listedAndFree().first()).containsExactlyInAnyOrderElementsOf(listedAndFree);
    assertThat(found.complaintsKept()).isEqualTo(complaintsKept.size());
    assertThat(found.otherReason().count()).isEqualTo(otherReason.size());
    assertThat(found.otherReason().first()).containsExactlyInAnyOrderElementsOf(otherReason);
    assertThat(found.suppressedAndMissing().count()).isEqualTo(missing.size());
    assertThat(found.suppressedAndMissing().first()).containsExactlyInAnyOrderElementsOf(missing);
    assertThat(found.notExpressible().first()).containsExactlyInAnyOrderElementsOf(notExpressible);
    assertThat(found.unreadableDossiers()).isZero();
  }

  /** Each entry that nothing explains is evidence exactly once, and no other entry is. */
  void isBroughtIn() {
    broughtIn.forEach(address ->
        assertThat(evidence(fixture, address)).as(address).containsExactly(NOW.minus(100, DAYS)));
    unknown.forEach(
        address -> assertThat(evidence(fixture, address)).as(address).isEmpty());
  }

  List<String> messages() {
    List<String> messages = new ArrayList<>();
    listedAndFree.forEach(address -> messages.add("{\"address\":\"" + address + "\"}"));
    missing.forEach(address -> messages.add("{\"address\":\"" + address + "\"}"));
    otherReason.forEach(address -> messages.add("{\"address\":\"" + address + "\"}"));
    messages.removeIf(message -> message.contains("/")
        || complaintsKept.stream().anyMatch(kept -> message.contains("\"" + kept + "\"")));
    return messages;
  }

  /** How many entries are listed whose address is not suppressed. */
  int listedAndFree() {
    return listedAndFree.size();
  }

  static Dossier known(WatchFixture fixture, String address) {
    Subject subject = Subject.of(EmailAddress.of(address));
    return fixture.table().read(Set.of(subject)).get(subject);
  }

  /** When the entries of SES's list were made that are evidence about an address. */
  static SortedSet<Instant> evidence(WatchFixture fixture, String address) {
    SortedSet<Instant> listed = new TreeSet<>();
    for (RuleHistory history : known(fixture, address).histories().values()) {
      if (history.newest().origin().feedbackId().startsWith("ses-list-")) {
        history.matches().forEach(match -> listed.add(match.sent()));
      }
    }
    return listed;
  }

  /** A person suppresses an address. */
  static void suppresses(WatchFixture fixture, String address, Instant at) {
    fixture
        .table()
        .addAction(
            Subject.of(EmailAddress.of(address)),
            new ManualAction.Suppression("s-" + address, "a test", "a test", at, Optional.empty()));
  }

  /** A person releases an address, complaints included. */
  static void releases(WatchFixture fixture, String address, Instant at) {
    fixture
        .table()
        .addAction(
            Subject.of(EmailAddress.of(address)),
            new ManualAction.Release("r-" + address, "a test", "a test", at, true));
  }
}
