package dev.hardstop.watch;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.Soak;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.local.AwsStub;
import dev.hardstop.local.SesAccountStub;
import dev.hardstop.sesaccount.StubbedSesAccount;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.VerdictState;
import dev.hardstop.watch.SesListReconciliation.ReconciliationResult;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of {@code watch} with a stand-in for the account at SES. */
class SesListReconciliationTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final String DEAD = "smtp; 550 5.1.1 User unknown";

  private AwsStub aws;
  private SesAccountStub ses;
  private StubbedSesAccount client;
  private WatchFixture fixture;
  private int runs;

  @BeforeEach
  void start() throws IOException {
    aws = AwsStub.start();
    ses = aws.sesAccount();
    client = new StubbedSesAccount(aws, NOW);
    fixture = new WatchFixture();
  }

  @AfterEach
  void stop() {
    client.close();
    aws.close();
  }

  @Test
  void whenItIsOffNothingIsCalledAndNothingIsWritten() {
    ses.list("old@example.com", "BOUNCE", NOW.minus(100, DAYS));
    fixture.with(SesListMode.OFF, client.account());
    run();
    assertThat(aws.calls()).isEmpty();
    assertThat(fixture.sesListState.read()).isEqualTo(SesListState.NONE);
    assertThat(SesListScenario.known(fixture, "old@example.com").histories()).isEmpty();
  }

  @Test
  void aReportShowsWhatFollowingWouldChangeAndChangesNothing() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(1), 40);
    fixture.with(SesListMode.REPORT, client.account());
    List<Dossier> before = List.copyOf(fixture.list.all().values());
    List<SesAccountStub.Entry> listed = ses.entries();
    run();
    scenario.isFound(last());
    assertThat(fixture.list.all().values()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(ses.entries()).isEqualTo(listed);
    assertThat(fixture.sentAddresses.bodies()).isEmpty();
    assertThat(fixture.sesListState.read().mayChangeList()).isFalse();
  }

  @Test
  void theFirstReconciliationBringsEvidenceInAndTheNextOneSendsTheDifferences() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(2), 40);
    fixture.with(SesListMode.FOLLOW, client.account());
    ReconciliationResult first = run().sesList();
    scenario.isFound(last());
    scenario.isBroughtIn();
    assertThat(first.entries()).isEqualTo(ses.entries().size());
    assertThat((long) first.broughtIn()).isEqualTo(last().findings().listedBefore());
    assertThat(first.differences()).isEqualTo(last().findings().differences());
    assertThat(first.hoursBehind()).isZero();
    assertThat(fixture.sentAddresses.bodies()).isEmpty();
    assertThat(fixture.sesListState.read().adopted()).contains(last().began());
    run();
    scenario.isFound(last());
    scenario.isBroughtIn();
    assertThat(fixture.sentAddresses.bodies())
        .containsExactlyInAnyOrderElementsOf(scenario.messages());
  }

  @Test
  void itIsMadeOnceADay() {
    ses.list("old@example.com", "BOUNCE", NOW.minus(100, DAYS));
    fixture.with(SesListMode.REPORT, client.account());
    for (int quarter = 0; quarter < 96; quarter++) {
      run();
    }
    runs = 3 * 96;
    aws.setDown(true);
    assertThat(run().sesList().hoursBehind()).isGreaterThan(24);
    aws.setDown(false);
    assertThat(aws.calls("ses:ListSuppressedDestinations")).hasSize(2);
    assertThat(aws.calls("ses:GetAccount")).hasSize(2);
  }

  @Test
  void anEntryOfTheTimeAfterTheAdoptionIsEvidenceOnlyIfHardstopCannotHaveMadeIt() {
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    fixture.bounces("ours@example.com", DEAD, NOW.minus(200, DAYS));
    SesListScenario.suppresses(fixture, "byhand@example.com", NOW.plus(1, DAYS));
    Instant listed = NOW.plus(2, DAYS);
    for (String address : List.of("ours", "byhand", "lost")) {
      ses.list(address + "@example.com", "BOUNCE", listed);
    }
    runs = 4 * 96;
    run();
    assertThat(SesListScenario.evidence(fixture, "ours@example.com")).isEmpty();
    assertThat(SesListScenario.evidence(fixture, "byhand@example.com")).isEmpty();
    assertThat(SesListScenario.evidence(fixture, "lost@example.com")).containsExactly(listed);
  }

  /** Neither does an entry bring evidence about the address back, nor is the address listed again. */
  @Test
  void whatIsKeptOfAnErasedAddressExplainsItsEntryAndIsNotListed() {
    for (String address : List.of("listed@example.com", "missing@example.com")) {
      fixture.list.keep(
          EmailAddress.of(address),
          new Tombstone(VerdictState.SUPPRESSED, "INVALID_RECIPIENT", Optional.empty()));
    }
    ses.list("listed@example.com", "BOUNCE", NOW.minus(100, DAYS));
    ses.list("other@example.com", "BOUNCE", NOW.minus(100, DAYS));
    fixture.with(SesListMode.FOLLOW, client.account());
    for (int day = 0; day < 3; day++) {
      runs = day * 96;
      run();
    }
    assertThat(SesListScenario.evidence(fixture, "other@example.com")).hasSize(1);
    assertThat(SesListScenario.evidence(fixture, "listed@example.com")).isEmpty();
    assertThat(fixture.sentAddresses.bodies()).isEmpty();
    assertThat(last().findings().differences()).isZero();
    assertThat(ses.entries()).hasSize(2);
  }

  @Test
  void untilAListWasReadInFullTheHoursSinceTheFirstAttemptAreCounted() {
    fixture.with(SesListMode.FOLLOW, client.account());
    aws.setDown(true);
    run();
    runs = 2 * 96;
    assertThat(run().sesList().hoursBehind()).isBetween(47L, 49L);
  }

  @Test
  void aListedComplaintOfTheTimeAfterTheAdoptionIsEvidenceUnlessHardstopKnewOneToList() {
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    Instant listed = NOW.plus(2, DAYS);
    fixture.bounces("bounced@example.com", DEAD, NOW.minus(200, DAYS));
    SesListScenario.suppresses(fixture, "byhand@example.com", NOW.plus(1, DAYS));
    for (String name : List.of("known", "released", "releasedlater")) {
      fixture.complains(name + "@example.com", ComplaintKind.SOLE, NOW.minus(50, DAYS));
    }
    SesListScenario.releases(fixture, "released@example.com", NOW.plus(1, DAYS));
    SesListScenario.releases(fixture, "releasedlater@example.com", listed.plusSeconds(60));
    for (String name : List.of("bounced", "byhand", "known", "released", "releasedlater")) {
      ses.list(name + "@example.com", "COMPLAINT", listed);
    }
    runs = 4 * 96;
    run();
    for (String name : List.of("bounced", "byhand", "released")) {
      assertThat(SesListScenario.evidence(fixture, name + "@example.com"))
          .as(name)
          .contains(listed);
    }
    for (String name : List.of("known", "releasedlater")) {
      assertThat(SesListScenario.evidence(fixture, name + "@example.com"))
          .as(name)
          .isEmpty();
    }
    assertThat(fixture.sentAddresses.bodies())
        .as("a release does not take off a complaint that came after it")
        .doesNotContain("{\"address\":\"released@example.com\"}")
        .contains("{\"address\":\"releasedlater@example.com\"}");
  }

  @Test
  void aRunReadsALimitedNumberOfPagesAndTheNextOneContinues() {
    ses.setLargestPage(1);
    int pages = SesListReconciliation.MOST_PAGES;
    for (int i = 0; i < pages + 10; i++) {
      ses.list("old" + i + "@example.com", "BOUNCE", NOW.minus(100, DAYS));
    }
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    assertThat(aws.calls("ses:ListSuppressedDestinations")).hasSize(pages);
    assertThat(fixture.sesListState.read().current().orElseThrow().pages()).isEqualTo(pages);
    run();
    assertThat(aws.calls("ses:ListSuppressedDestinations")).hasSize(pages + 10);
    assertThat(last().findings().listedBefore()).isEqualTo(pages + 10L);
  }

  @Test
  void aRunSendsOnlyWhatIsHandledBeforeTheNextRunSoThatAReleaseNeedNotWaitLonger() {
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    int most = SesListReconciliation.MOST_SENT_BY_RUN;
    for (int i = 0; i < most + 50; i++) {
      String free = "free" + i + "@example.com";
      fixture.bounces(free, WatchFixture.BLOCKLISTED, NOW.minus(101, DAYS));
      ses.list(free, "BOUNCE", NOW.minus(100, DAYS));
      fixture.bounces("missing" + i + "@example.com", DEAD, NOW.minus(10, DAYS));
    }
    int before = 0;
    for (int i = 0; i < 20; i++) {
      run();
      int sent = fixture.sentAddresses.bodies().size();
      assertThat(sent - before).isLessThanOrEqualTo(most);
      before = sent;
    }
    assertThat(before).isEqualTo(2 * (most + 50));
  }

  @Test
  void whatCannotBeChangedDoesNotCountAsSent() {
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    fixture.bounces("missing@example.com", DEAD, NOW.minus(10, DAYS));
    int many = 2 * SesListReconciliation.MOST_SENT;
    SesListFindings.Difference unchangeable = new SesListFindings.Difference(many, List.of());
    SesListFindings.Difference slashes = new SesListFindings.Difference(many / 2, List.of());
    SesListProgress begun = SesListProgress.begin(NOW.plusSeconds(60), true);
    SesListFindings found = new SesListFindings(
        many,
        0,
        0,
        many / 2,
        unchangeable,
        SesListFindings.Difference.NONE,
        SesListFindings.Difference.NONE,
        slashes,
        0);
    fixture.sesListState.replace(Optional.empty(), begun);
    fixture.sesListState.saveListed(begun, 0, ListedAddresses.of(List.of()));
    fixture.sesListState.replace(Optional.of(begun), begun.afterPage(found, Optional.empty()));
    run();
    assertThat(fixture.sentAddresses.bodies())
        .containsExactly("{\"address\":\"missing@example.com\"}");
  }

  @Test
  void anIncidentIsFoundByARunWithoutTimeForTheList() {
    ses.list("old@example.com", "BOUNCE", NOW.minus(100, DAYS));
    fixture.with(SesListMode.FOLLOW, client.account());
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    WatchRunResult result =
        fixture.watch(NOW, () -> !fixture.watchState.newest().isEmpty());
    assertThat(result.opened()).isEqualTo(1);
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aTokenThatSesNoLongerAcceptsStartsTheListFromItsBeginning() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(3), 30);
    SesListProgress expired = SesListProgress.begin(NOW.minusSeconds(60), true)
        .afterPage(SesListFindings.NONE, Optional.of("not a token!"));
    fixture.with(SesListMode.FOLLOW, client.account());
    fixture.sesListState.replace(
        Optional.empty(), SesListProgress.begin(NOW.minusSeconds(60), true));
    fixture.sesListState.replace(fixture.sesListState.read().current(), expired);
    assertThat(run().missing()).contains("SES's suppression list");
    run();
    scenario.isFound(last());
  }

  @Test
  void aReconciliationOfAnotherModeIsGivenUp() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(4), 30);
    ses.setLargestPage(7);
    fixture.with(SesListMode.REPORT, client.account());
    fixture.watch(NOW, () -> aws.calls("ses:ListSuppressedDestinations").size() > 1);
    assertThat(fixture.sesListState.read().current()).isPresent();
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    scenario.isFound(last());
    scenario.isBroughtIn();
  }

  @Test
  void aDossierThatCannotBeReadIsCountedAndStopsNothing() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(5), 30);
    ses.list("broken@example.com", "BOUNCE", NOW.minus(100, DAYS));
    fixture.list.makeUnreadable(Subject.of(EmailAddress.of("broken@example.com")));
    fixture.with(SesListMode.REPORT, client.account());
    assertThat(run().missing()).contains("items that cannot be read");
    SesListFindings found = last().findings();
    assertThat(found.unreadableDossiers()).isEqualTo(1);
    assertThat(found.listedAndFree().count()).isEqualTo(scenario.listedAndFree());
  }

  @Test
  void whatTheQueueDidNotTakeIsSentByTheNextRun() {
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(6), 30);
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    fixture.sentAddresses.setDown(true);
    assertThat(run().missing()).contains("SES's suppression list");
    fixture.sentAddresses.setDown(false);
    run();
    scenario.isFound(last());
    assertThat(fixture.sentAddresses.bodies())
        .containsExactlyInAnyOrderElementsOf(scenario.messages());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledEvidenceAndCountsAreExact(boolean afterwards) throws IOException {
    KilledCalls counting = KilledCalls.none();
    SesListScenario scenario = new SesListScenario(fixture, ses, new Random(7), 16);
    ses.setLargestPage(5);
    fixture.with(SesListMode.FOLLOW, client.account()).behind(counting);
    run();
    scenario.isFound(last());
    for (int call = 1; call <= counting.calls(); call++) {
      stop();
      start();
      runs = 0;
      SesListScenario again = new SesListScenario(fixture, ses, new Random(7), 16);
      ses.setLargestPage(5);
      KilledCalls kill = new KilledCalls(call, afterwards);
      fixture.with(SesListMode.FOLLOW, client.account()).behind(kill);
      assertThatThrownBy(this::run).as("call " + call).isInstanceOf(Throwable.class);
      fixture.behind(UnaryOperator.identity());
      for (int i = 0; i < 3; i++) {
        run();
      }
      again.isFound(last());
      again.isBroughtIn();
      assertThat(fixture.sentAddresses.bodies())
          .as("killed at " + kill.killedAt())
          .containsExactlyInAnyOrderElementsOf(again.messages());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REPORT", "FOLLOW"})
  void killsOverlapsAndThrottlingChangeNoFigure(SesListMode mode) throws Exception {
    for (int seed = 0; seed < Soak.cases(5, 12); seed++) {
      stop();
      start();
      runs = 0;
      Random random = new Random(seed);
      SesListScenario scenario = new SesListScenario(fixture, ses, random, 30 + random.nextInt(60));
      ses.setLargestPage(3 + random.nextInt(20));
      fixture.with(mode, client.account());
      for (int i = 0; i < 4; i++) {
        disturbed(random);
      }
      fixture.behind(UnaryOperator.identity());
      for (int i = 0; i < 4; i++) {
        run();
      }
      scenario.isFound(last());
      if (mode == SesListMode.FOLLOW) {
        scenario.isBroughtIn();
        assertThat(fixture.sentAddresses.bodies())
            .as("seed " + seed)
            .containsExactlyInAnyOrderElementsOf(scenario.messages());
      }
    }
  }

  /** Two runs at the same time, one of which is killed; SES throttles some calls. */
  private void disturbed(Random random) throws InterruptedException {
    ses.throttle(random.nextInt(6));
    Instant at = NOW.plus(QUARTER.multipliedBy(runs++));
    fixture.behind(new KilledCalls(1 + random.nextInt(60), random.nextBoolean()));
    Thread killed = new Thread(() -> fixture.watch(at));
    killed.setUncaughtExceptionHandler((thread, expected) -> {});
    killed.start();
    if (random.nextBoolean()) {
      killed.join();
    }
    fixture.behind(UnaryOperator.identity());
    fixture.watch(at.plusSeconds(1));
    killed.join();
  }

  @Test
  void theSandboxAPauseAndSetsWithoutBouncesAreToldOnceADay() {
    ses.setProduction(false);
    ses.setSendingEnabled(false);
    ses.addSet("receipts", Set.of("BOUNCE"));
    ses.addSet("marketing", Set.of("COMPLAINT"));
    fixture.settings.set("sending-sets", "receipts,marketing,inheriting,missing");
    fixture.with(SesListMode.FOLLOW, client.account());
    for (int i = 0; i < 3; i++) {
      run();
    }
    assertThat(fixture.watchState.read().alerts())
        .filteredOn(alert -> alert.kind() == AlertKind.SES_LIST)
        .extracting(alert -> alert.id() + " " + alert.facts().getOrDefault("names", ""))
        .containsExactlyInAnyOrder(
            "ses-list:SANDBOX:2026-11-24 ",
            "ses-list:PAUSED:2026-11-24 ",
            "ses-list:SETS:2026-11-24 marketing",
            "ses-list:MISSING_SETS:2026-11-24 missing");
    assertThat(fixture.mailed("SES has paused its sending")).isEqualTo(1);
    assertThat(fixture.topic).hasSize(1);
    runs = 96;
    run();
    run();
    assertThat(fixture.mailed("SES has paused its sending")).isEqualTo(2);
  }

  @Test
  void eachMissingPermissionIsNamedOnceADay() {
    ses.forbid("AccessDeniedException");
    fixture.with(SesListMode.FOLLOW, client.account());
    run();
    run();
    assertThat(fixture.watchState.read().alerts())
        .filteredOn(alert -> alert.kind() == AlertKind.SES_LIST)
        .extracting(alert -> alert.facts().get("names"))
        .containsExactlyInAnyOrder("ses:GetAccount", "ses:ListSuppressedDestinations");
  }

  @Test
  void aReportSendsNoAlertAboutSets() {
    ses.addSet("marketing", Set.of());
    fixture.settings.set("brake.configuration-sets", "marketing");
    fixture.with(SesListMode.REPORT, client.account());
    run();
    assertThat(fixture.watchState.read().alerts()).isEmpty();
    assertThat(fixture.sesListState.read().check().orElseThrow().setsWithoutBounces())
        .containsExactly("marketing");
  }

  @ParameterizedTest
  @EnumSource
  void theDigestShowsTheDifferencesWithoutLocalParts(SesListMode mode) {
    new SesListScenario(fixture, ses, new Random(8), 40);
    ses.setProduction(false);
    fixture.with(mode, client.account());
    run();
    fixture.settings.set("digest", true);
    fixture.mails.clear();
    run();
    String digest = fixture.mails.get(fixture.mails.size() - 1).text();
    assertThat(digest).contains("Reasons for bounces");
    if (mode == SesListMode.OFF) {
      assertThat(digest).doesNotContain("SES's suppression list");
      return;
    }
    assertThat(digest)
        .contains(
            "Listed there, free here",
            "Suppressed here, not listed there",
            "***@a.example.com",
            "contain a slash",
            "stay until a release that includes complaints",
            "the account is in the sandbox",
            "the lists of tenants are neither compared nor changed")
        .doesNotContain("p1@", "P1@", "a/p");
  }

  private WatchRunResult run() {
    return fixture.watch(NOW.plus(QUARTER.multipliedBy(runs++)));
  }

  private SesListProgress last() {
    return fixture.sesListState.read().last().orElseThrow();
  }
}
