package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchStateStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The mail of every day. It is noted and told like an alert, so that it goes once. */
final class Digest {
  private final WatchStateStore watchState;
  private final Outbox outbox;
  private final SendingAccount account;
  private final DayReading reading;
  private final boolean wanted;
  private final int hour;

  Digest(
      WatchStateStore watchState,
      Outbox outbox,
      SendingAccount account,
      DayReading reading,
      WatchConfiguration configuration) {
    this.watchState = requireNonNull(watchState, "logbook is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.account = requireNonNull(account, "account is null");
    this.reading = requireNonNull(reading, "reading is null");
    this.wanted = configuration.digest();
    this.hour = configuration.digestHour();
  }

  /** What the round knows already. */
  record DigestFacts(
      Instant now,
      OrganisationHits sightings,
      Optional<SendingRates> rates,
      BooleanSupplier outOfTime) {}

  void sendIfDue(DigestFacts round, SkippedSteps missing) {
    LocalDate today = LocalDate.ofInstant(round.now(), ZoneOffset.UTC);
    Instant due = today.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    Alert digest = Alert.of("digest:" + today, Alert.Kind.DIGEST, due, new TreeMap<>());
    if (!wanted || round.now().isBefore(due)) {
      return;
    }
    WatchState entries = watchState.read();
    Optional<Alert> noted = entries.findAlert(digest.id());
    if (noted.isEmpty()) {
      watchState.addAlert(digest);
    }
    outbox.deliver(
        noted.orElse(digest),
        () -> MailRenderer.render(page(round, entries, missing)),
        round.now(),
        missing);
  }

  private MailContent page(DigestFacts round, WatchState entries, SkippedSteps missing) {
    DayReading.Counted counted = reading.count(round.now(), round.outOfTime(), missing);
    Optional<SendingAccount.Quota> quota = missing.orNothing("SES's send quota", account::quota);
    return DigestPage.of(new DigestPage.Day(
        round.now(),
        entries,
        counted,
        round.sightings().days(),
        round.rates(),
        quota,
        missing.what()));
  }
}
