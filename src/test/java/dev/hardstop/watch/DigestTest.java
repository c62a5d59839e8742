package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.WatchStateStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The daily mail. It is written to target/digest; with {@code -Psoak}, and where Chromium is installed,
 * its screenshot as well.
 */
class DigestTest {
  private static final Path FOLDER = Path.of("target", "digest");
  private static final Instant NOW = WatchFixture.NOW;

  @Test
  void newAlertsComeFirstThenReasonsAndDomains() throws Exception {
    WatchFixture fixture = eventfulDay();
    fixture.watch(NOW);
    fixture.settings.set("digest", true);
    fixture.watch(NOW.plusSeconds(900));
    AlertMessage digest = fixture.mails.get(fixture.mails.size() - 1);
    assertThat(digest.subject()).contains("2026-11-24");
    assertThat(digest.text())
        .containsSubsequence(
            "contoso.com refuses nearly all of its mail",
            "Open incidents",
            "Sending statistics of SES",
            "Reasons for bounces",
            "Domains with bounces",
            "(0.48 % is the average of corporate senders; SES recommends less than 2 %, reviews an"
                + " account at 5 % and may pause it at 10 %).",
            "(SES reviews an account at 0.1 % and may pause it at 0.5 %).");
    assertThat(digest.html())
        .contains("<title>Digest of 2026-11-24</title>")
        .doesNotContain("<img");
    write("digest", digest);
    write("alert", fixture.mails.get(0));
  }

  @Test
  void theBouncesOfFourteenDaysAreABarForEachDayAndATableInPlainText() {
    WatchFixture fixture = eventfulDay();
    fixture.settings.set("digest", true);
    fixture.watch(NOW);
    AlertMessage digest = fixture.mails.get(fixture.mails.size() - 1);
    assertThat(digest.text().lines().map(line -> line.replaceAll(" +", " ")))
        .containsSubsequence(
            "Most bounces were on 24 Nov: 53 (our sending 1, the address 39, the mailbox 12,"
                + " nobody 1). The address was at fault for 176 of 222 in all. Each recipient counts"
                + " once a day for each party at fault. – is a day that was not counted. 24 Nov is not"
                + " over.",
            "Day Total sender address mailbox nobody",
            "11 Nov 23 0 22 1 0",
            "15 Nov – – – – –",
            "19 Nov 27 14 12 1 0",
            "24 Nov 53 1 39 12 1");
    assertThat(digest.html().split("scope=\"row\"", -1)).hasSize(1 + Overview.DAYS);
    assertThat(digest.html())
        .contains("our sending <b", "the address <b", "the mailbox <b", "nobody <b", "not counted")
        .contains("bgcolor=\"#d55e00\"", "bgcolor=\"#0072b2\"", "bgcolor=\"#e69f00\"")
        .contains("aria-label=\"our sending 14, the address 12, the mailbox 1\"")
        .doesNotContain("<img", "src=", "url(", "the domain <b");
  }

  @Test
  void whereNothingBouncedTheChartIsThereAndSaysSo() throws Exception {
    WatchFixture fixture = new WatchFixture();
    fixture.settings.set("digest", true);
    fixture.watch(NOW);
    AlertMessage digest = fixture.mails.get(0);
    assertThat(digest.text().lines())
        .contains("Nothing bounced on the days that were counted. – is a day that was not counted."
            + " 24 Nov is not over.")
        .contains("23 Nov      –", "24 Nov      0");
    assertThat(digest.html().split("scope=\"row\"", -1)).hasSize(1 + Overview.DAYS);
    assertThat(digest.html().split("aria-label=\"not counted\"", -1))
        .hasSize(1 + Overview.DAYS - 1);
    assertThat(digest.html()).contains("aria-label=\"no bounce\"");
    write("quiet", digest);
  }

  @Test
  void whatIsEstimatedIsMarked() {
    WatchFixture fixture = new WatchFixture();
    RecipientSample many = RecipientSample.of(WatchFixture.people("contoso.com", 9_000).stream()
        .map(EmailAddress::of)
        .map(RecipientHash::of)
        .toList());
    LocalDate yesterday = LocalDate.ofInstant(before(1), ZoneOffset.UTC);
    fixture.overview.add(
        new BouncedRecipients(yesterday, Map.of(BounceReason.INVALID_RECIPIENT, many)));
    fixture.settings.set("digest", true);
    fixture.watch(NOW);
    assertThat(fixture.mails.get(0).text())
        .contains("~" + String.format(Locale.ROOT, "%,d", many.count()), "~ is an estimate.");
  }

  @Test
  void itIsSentOnceADay() {
    WatchFixture fixture = new WatchFixture();
    fixture.settings.set("digest", true);
    for (int quarter = 0; quarter < 96; quarter++) {
      fixture.watch(NOW.plusSeconds(900L * quarter));
    }
    assertThat(fixture.mails).hasSize(2);
    assertThat(fixture.topic).isEmpty();
    assertThat(fixture.mails.get(0).subject()).contains("a quiet day");
  }

  @Test
  void afterItWasSentNothingIsWrittenForItOnThatDay() {
    WatchFixture fixture = new WatchFixture();
    fixture.settings.set("digest", true);
    fixture.watch(NOW);
    AtomicInteger writes = new AtomicInteger();
    fixture.behind(
        port -> port instanceof WatchStateStore watchState ? counting(watchState, writes) : port);
    fixture.watch(NOW.plusSeconds(900));
    assertThat(writes).as("how far it read, and nothing of the digest").hasValue(1);
  }

  @Test
  void itIsNotSentBeforeItsHour() {
    WatchFixture fixture = new WatchFixture();
    fixture.settings.set("digest", true);
    fixture.watch(Instant.parse("2026-11-24T05:59:59Z"));
    assertThat(fixture.mails).isEmpty();
    fixture.watch(Instant.parse("2026-11-24T06:00:00Z"));
    assertThat(fixture.mails).hasSize(1);
  }

  @Test
  void remoteTextIsEscapedAndHasNoControlCharacters() {
    String hostile = "550 <script>alert(1)</script> {cards} \u202egnp\u0007 \"quoted\" & more";
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put("reply", hostile);
    MailContent content = AlertContent.of(
        List.of(Alert.of("limit:1", AlertKind.LIMIT_EXCEEDED, NOW, facts)), Optional.empty());
    AlertMessage message = content.render();
    assertThat(message.html())
        .contains("&lt;script&gt;", "{cards}", "&quot;quoted&quot; &amp; more")
        .doesNotContain("<script", "\u202e", "\u0007");
    assertThat(message.text()).contains("<script>").doesNotContain("\u202e", "\u0007");
  }

  private static Object counting(WatchStateStore watchState, AtomicInteger writes) {
    Set<String> reads = Set.of("read", "newest", "postponed");
    Set<String> ofNothing = Set.of("postpone", "removePostponed");
    return Proxy.newProxyInstance(
        WatchStateStore.class.getClassLoader(),
        new Class<?>[] {WatchStateStore.class},
        (proxy, method, arguments) -> {
          boolean isRead = reads.contains(method.getName()) || ofNothing.contains(method.getName());
          writes.addAndGet(isRead ? 0 : 1);
          return method.invoke(watchState, arguments);
        });
  }

  private static WatchFixture eventfulDay() {
    WatchFixture fixture = new WatchFixture();
    Instant sent = NOW.minusSeconds(1800);
    for (int day : new int[] {13, 12, 11, 10, 8, 7, 6, 5, 4, 3, 2, 1}) {
      for (int i = 0; i < day * 7 % 23; i++) {
        String old = "old" + day + "-" + i + "@example.org";
        fixture.bounces(old, "smtp; 550 5.1.1 User unknown", before(day));
      }
      for (int i = 0; i < day % 4; i++) {
        String full = "full" + day + "-" + i + "@gmail.com";
        fixture.bounces(full, "smtp; 552 5.2.2 mailbox is full", before(day));
      }
      if (day == 5) {
        for (String person : WatchFixture.people("fabrikam.com", 14)) {
          fixture.bounces(person, WatchFixture.BLOCKLISTED, before(day));
        }
      }
      fixture.watch(before(day).plusSeconds(3600));
    }
    fixture.mails.clear();
    fixture.breaks("contoso.com", sent);
    for (int i = 0; i < 31; i++) {
      fixture.bounces("gone" + i + "@firm" + i % 9 + ".com", "smtp; 550 5.1.1 User unknown", sent);
    }
    for (int i = 0; i < 12; i++) {
      fixture.bounces("full" + i + "@gmail.com", "smtp; 552 5.2.2 mailbox is full", sent);
    }
    fixture.bounces("a@fabrikam.com", WatchFixture.BLOCKLISTED, sent);
    fixture.bounces("b@northwind.example", "smtp; 450 4.7.1 greylisted", sent);
    for (int i = 0; i < 96 * 7; i++) {
      fixture.points.add(
          new SendingAccount.DataPoint(NOW.minusSeconds(900L * i), 140, i % 90 == 0 ? 60 : 0, 0));
    }
    return fixture;
  }

  private static Instant before(int days) {
    return NOW.minus(days, ChronoUnit.DAYS);
  }

  private static void write(String name, AlertMessage message)
      throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path html = FOLDER.resolve(name + ".html");
    Files.writeString(html, message.html());
    Files.writeString(FOLDER.resolve(name + ".txt"), message.text());
    Path chromium = Path.of("/usr/bin/chromium");
    if (!Soak.isLong() || !Files.isExecutable(chromium)) {
      return;
    }
    Path screenshot = FOLDER.resolve(name + ".png");
    Process process = new ProcessBuilder(
            chromium.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--window-size=760,1750",
            "--user-data-dir=" + FOLDER.resolve("chromium").toAbsolutePath(),
            "--screenshot=" + screenshot.toAbsolutePath(),
            html.toUri().toString())
        .redirectErrorStream(true)
        .redirectOutput(FOLDER.resolve(name + ".log").toFile())
        .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(screenshot).isNotEmptyFile();
  }
}
