package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.imports.ImportLine.LineKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the entries of each provider say; the address is always ann@example.com. */
class ProviderFilesTest {
  private static final String TIME = "\"2026-11-03T09:00:00Z\"";

  /** The kind, and the words if there are any. */
  private static String said(String file) {
    return ReadFiles.said(ReadFiles.of(file, ReadFiles.dated()).line())
        .replace(" ann@example.com", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.1.1|550 5.1.1 nobody here|BOUNCE 550 5.1.1 nobody here",
        "''|550 5.1.1 nobody here|BOUNCE 550 5.1.1 nobody here",
        "4.0.0|550 5.1.1 nobody here|BOUNCE 550 5.1.1 nobody here",
        "5.0.0|452 4.2.2 full|BLOCK 452 4.2.2 full",
        "5.0.0|unable to get mx info|BOUNCE unable to get mx info",
        "''|unable to get mx info|BLOCK unable to get mx info",
        "5.1.1|''|BLOCK",
      })
  void sendGridsWordsDecideAndItsStatusOnlyWhereTheyHaveNoCode(
      String status, String reason, String expected) {
    assertThat(said("status,reason,email,created\n" + status + ",\"" + reason
            + "\",ann@example.com,1764320400"))
        .isEqualTo(expected);
    assertThat(said("[{\"created\":1764320400,\"email\":\"ann@example.com\",\"reason\":\"" + reason
            + "\",\"status\":\"" + status + "\"}]"))
        .isEqualTo(expected);
  }

  @Test
  void sendGridsSentenceAboutAnInvalidAddressIsNoReply() {
    assertThat(said("reason,email,created\nThe domain is unknown,ann@example.com,1764320400"))
        .isEqualTo("BOUNCE");
    assertThat(said("ip,email,created\n192.0.2.1,ann@example.com,1764320400"))
        .isEqualTo("COMPLAINT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550|5.1.1 nobody here|BOUNCE 550 5.1.1 nobody here",
        "550|550 5.1.1 nobody here|BOUNCE 550 5.1.1 nobody here",
        "605|Not delivered|BOUNCE 605 Not delivered",
        "''|nobody here|BOUNCE 550 nobody here",
        "550|''|BOUNCE",
        "''|''|BOUNCE",
      })
  void mailgunsCodeIsPutBeforeItsErrorUnlessThatHasOne(String code, String error, String expected) {
    assertThat(said("address,code,error,created_at\nann@example.com," + code + "," + error
            + ",\"Tue, 03 Nov 2026 09:00:00 UTC\""))
        .isEqualTo(expected);
    assertThat(said("{\"items\":[{\"address\":\"ann@example.com\",\"code\":\"" + code
            + "\",\"error\":\"" + error
            + "\",\"created_at\":\"Tue, 03 Nov 2026 09:00:00 GMT\",\"MessageHash\":\"x\"}],"
            + "\"paging\":{}}"))
        .isEqualTo(expected);
  }

  @Test
  void mailgunsComplaintsLookLikeAnyListButUnsubscriptionsHaveTags() {
    String list = "{\"items\":[{\"address\":\"ann@example.com\",\"created_at\":" + TIME + "%s}]}";
    assertThat(ReadFiles.of(list.formatted("")).refusal())
        .startsWith("it does not say what happened to its addresses");
    assertThat(said(list.formatted(",\"tags\":[\"*\"]"))).isEqualTo("UNSUBSCRIBE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HardBounce|smtp;550 5.1.1 nobody here|BOUNCE smtp;550 5.1.1 nobody here",
        "HardBounce|action: failed\\r\\n|BOUNCE",
        "BadEmailAddress|''|BOUNCE",
        "SpamComplaint|anything|COMPLAINT",
        "SpamNotification|''|BLOCK",
        "Transient|smtp;451 later|BLOCK smtp;451 later",
        "SoftBounce|''|BLOCK",
        "DnsError|''|BLOCK",
        "Blocked|smtp;554 blocked|BLOCK smtp;554 blocked",
        "ManuallyDeactivated|''|UNSUBSCRIBE",
        "Unknown|smtp;550 no|BLOCK smtp;550 no",
        "Unknown|''|IGNORED -",
        "AutoResponder|I am away|IGNORED -",
        "SMTPApiError|''|IGNORED -",
        "Subscribe|''|IGNORED -",
      })
  void postmarksTypeDecidesWhereThereAreNoWords(String type, String details, String expected) {
    assertThat(said("{\"TotalCount\":1,\"Bounces\":[{\"Type\":\"" + type + "\",\"Details\":\""
            + details
            + "\",\"Description\":\"A sentence of Postmark\",\"Email\":\"ann@example.com\","
            + "\"BouncedAt\":\"2026-11-03T04:00:00.1234567-05:00\"}]}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "HardBounce,BOUNCE",
    "SpamComplaint,COMPLAINT",
    "ManualSuppression,UNSUBSCRIBE",
    "Whim,IGNORED -"
  })
  void postmarksSuppressionsAreOfOneStream(String reason, String expected) {
    String file =
        "{\"Suppressions\":[{\"EmailAddress\":\"ann@example.com\",\"SuppressionReason\":\"" + reason
            + "\",\"Origin\":\"Recipient\",\"CreatedAt\":" + TIME + "}]}";
    assertThat(said(file)).isEqualTo(expected);
    assertThat(ReadFiles.of(file).summary().remarks())
        .containsExactly(
            "Postmark has one such list for each message stream: export each of them.");
  }

  @ParameterizedTest
  @CsvSource({
    "hard-bounce,SMTP; 550 5.1.1 nobody here,BOUNCE SMTP; 550 5.1.1 nobody here",
    "hard-bounce,'',BOUNCE",
    "soft-bounce,'',BLOCK",
    "spam,'',COMPLAINT",
    "unsub,'',UNSUBSCRIBE",
    "custom,'',UNSUBSCRIBE",
    "whim,'',IGNORED -"
  })
  void mandrillsNewestEventIsTheTimeAndItsEndDoesNotCount(
      String reason, String detail, String expected) {
    String file = "email,reason,detail,created_at,expires_at,last_event_at,expires_at,subaccount\n"
        + "ann@example.com," + reason + ",\"" + detail + "\",\"2026-01-14 19:08:17.51258\","
        + "\"2030-01-21 19:08:17\",\"2026-06-10 21:04:00\",\"2030-01-21 19:08:17\",";
    assertThat(said(file)).isEqualTo(expected);
    if (!expected.startsWith("IGNORED")) {
      assertThat(ReadFiles.of(file).line().time()).isEqualTo(Instant.parse("2026-06-10T21:04:00Z"));
      assertThat(ReadFiles.of(file).line().zoneAssumed()).isTrue();
    }
    assertThat(said("[{\"email\":\"ann@example.com\",\"reason\":\"" + reason + "\",\"detail\":\""
            + detail + "\",\"last_event_at\":\"2026-06-10 21:04:00\",\"expired\":false}]"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 nobody here,'',BOUNCE 550 5.1.1 nobody here",
    "550 5.1.1 nobody here,Bounce Rule,BOUNCE 550 5.1.1 nobody here",
    "Spam Complaint,'',COMPLAINT",
    "'',Spam Complaint,COMPLAINT",
    "550 5.1.1 nobody here,Spam Complaint,COMPLAINT",
    "'',List Unsubscribe,UNSUBSCRIBE",
    "'',Unsubscribe Link,UNSUBSCRIBE",
    "added in the office,Manually Added,UNSUBSCRIBE",
    "'',Compliance,UNSUBSCRIBE",
    "it bounced,Bounce Rule,BOUNCE",
    "'',Whim,IGNORED -"
  })
  void sparkPostsDescriptionIsAReplyOnlyWithAReplyCode(
      String description, String source, String expected) {
    assertThat(said("recipient,type,description,source\nann@example.com,non_transactional,"
            + description + "," + source))
        .isEqualTo(expected);
  }

  @Test
  void aSparkPostLineThatDoesNotSayWhatHappenedIsUnreadable() {
    String file = "recipient,type,description\nann@example.com,transactional,550 no\n"
        + "ann@example.com,non_transaction,because";
    assertThat(ReadFiles.of(file, ReadFiles.dated()).problem())
        .startsWith("it does not say what happened to the address");
  }

  @ParameterizedTest
  @CsvSource({"bounce,BOUNCE", "complaint,COMPLAINT", "manual,UNSUBSCRIBE", "whim,IGNORED -"})
  void resendsOriginDecides(String origin, String expected) {
    String file =
        "{\"data\":[{\"object\":\"suppression\",\"email\":\"ann@example.com\",\"origin\":\""
            + origin + "\",\"created_at\":\"2026-10-06 23:47:56.678+00\"}],\"object\":\"list\","
            + "\"has_more\":%s}";
    assertThat(said(file.formatted("false"))).isEqualTo(expected);
    assertThat(ReadFiles.of(file.formatted("false")).summary().notWhole()).isEmpty();
    assertThat(ReadFiles.of(file.formatted("true")).summary().notWhole()).contains("has_more");
  }

  @ParameterizedTest
  @CsvSource({
    "hardBounce,BOUNCE",
    "contactFlaggedAsSpam,COMPLAINT",
    "unsubscribedViaMA,UNSUBSCRIBE",
    "unsubscribedViaEmail,UNSUBSCRIBE",
    "unsubscribedViaApi,UNSUBSCRIBE",
    "AdminBlocked,UNSUBSCRIBE",
    "whim,IGNORED -"
  })
  void brevosCodeDecidesWithoutRegardToCase(String code, String expected) {
    String file = "{\"contacts\":[{\"email\":\"ann@example.com\",\"senderEmail\":\"\",\"reason\":"
        + "{\"code\":\"" + code + "\",\"message\":\"550 a label\"},\"blockedAt\":" + TIME
        + "}],\"count\":%d}";
    assertThat(said(file.formatted(1))).isEqualTo(expected);
    assertThat(ReadFiles.of(file.formatted(7)).summary().notWhole())
        .isEqualTo("the provider's list has 7 entries, and the file has 1");
  }

  @ParameterizedTest
  @CsvSource({
    "hard bounce,550 nobody here,Bad mailbox,BOUNCE 550 nobody here",
    "hard bounce,550 it is full,Over quota,BOUNCE 550 it is full",
    "hard bounce,'',Bad mailbox,BOUNCE",
    "hard bounce,'',Over quota,BLOCK",
    "spam complaint,'','',COMPLAINT",
    "unsubscription,'','',UNSUBSCRIBE",
    "manual import,'','',UNSUBSCRIBE",
    "whim,'','',IGNORED -"
  })
  void mailtrapsFullMailboxWithoutWordsIsNotDead(
      String type, String words, String category, String expected) {
    String file = "[{\"id\":\"1\",\"type\":\"" + type
        + "\",\"created_at\":\"2026-11-05T09:00:00Z\","
        + "\"email\":\"ann@example.com\",\"sending_stream\":\"any\",\"message_bounce_category\":\""
        + category + "\",\"message_created_at\":" + TIME + ",\"message_esp_response\":\"" + words
        + "\"}]";
    assertThat(said(file)).isEqualTo(expected);
    if (!expected.startsWith("IGNORED")) {
      assertThat(ReadFiles.of(file).line().time()).isEqualTo(Instant.parse("2026-11-03T09:00:00Z"));
    }
    assertThat(ReadFiles.of(file).summary().remarks()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hard_bounce,null,BOUNCE",
    "hard_bounce,'\"2026-11-10T09:00:00Z\"',BLOCK",
    "soft_bounce,null,BLOCK",
    "complaint,null,COMPLAINT",
    "manual,null,UNSUBSCRIBE",
    "policy,null,UNSUBSCRIBE",
    "whim,null,IGNORED -"
  })
  void cloudflareDoubtsAHardBounceWithAnEnd(String reason, String end, String expected) {
    assertThat(said("{\"result\":[{\"email\":\"ann@example.com\",\"reason\":\"" + reason
            + "\",\"created_at\":" + TIME + ",\"expires_at\":" + end + "}]}"))
        .isEqualTo(expected);
  }

  @Test
  void anEmptyPageOfCloudflareIsNotTheEnd() {
    assertThat(ReadFiles.of("{\"result\":[],\"result_info\":{\"next_cursor\":\"abc\"}}")
            .summary()
            .notWhole())
        .contains("next_cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com,2027-01-01T00:00:00Z",
        "ann@example.com,2027-01-01T00:00:00+01:00,account"
      })
  void aFileForCloudflaresImportSaysNothingAboutBounces(String line) {
    assertThat(said(line)).isEqualTo("UNSUBSCRIBE");
    ReadFiles bounced = ReadFiles.of(
        "bob@example.com\n" + line, ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED));
    assertThat(bounced.said()).containsExactly("BOUNCE bob@example.com", "BOUNCE ann@example.com");
  }

  @ParameterizedTest
  @CsvSource({"hard,BOUNCE", "soft,BLOCK", "complaint,COMPLAINT", "whim,IGNORED -"})
  void listmonksTypeDecidesWhereMetaHasNoReply(String type, String expected) {
    String file =
        "{\"data\":{\"results\":[{\"type\":\"" + type + "\",\"source\":\"api\",\"meta\":%s,"
            + "\"created_at\":" + TIME + ",\"email\":\"ann@example.com\"}],\"total\":%d}}";
    assertThat(said(file.formatted("{}", 1))).isEqualTo(expected);
    assertThat(ReadFiles.of(file.formatted("{}", 40)).summary().notWhole()).contains("40");
    if (type.equals("hard")) {
      assertThat(said(file.formatted("{\"reason\":\"550 nobody here\"}", 1)))
          .isEqualTo("BOUNCE 550 nobody here");
    }
  }

  @Test
  void listmonksCopyOfANotificationOfSesIsReadInsteadOfItsAddress() {
    String ses = "{\"notificationType\":\"Bounce\",\"mail\":{\"timestamp\":" + TIME
        + ",\"destination\":[\"first@example.com\",\"ann@example.com\"]},\"bounce\":{\"bounceType\":"
        + "\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"ann@example.com\"}]}}";
    ImportLine line = ReadFiles.of(
            "{\"data\":{\"total\":1,\"results\":[{\"type\":\"hard\",\"source\":"
                + "\"ses\",\"meta\":" + ses + ",\"email\":\"first@example.com\"}]}}")
        .line();
    assertThat(line.kind()).isEqualTo(LineKind.SES_EVENT);
    assertThat(line.format()).isEqualTo("listmonk-bounces");
    assertThat(line.event()).contains(JsonTrees.find(ses).orElseThrow());
  }

  @Test
  void listmonksExportOfSubscribersIsRefusedWithAHint() {
    assertThat(ReadFiles.of("uuid,email,name,attributes,status,created_at,updated_at\n")
            .refusal())
        .contains("export /api/bounces instead");
  }

  @ParameterizedTest
  @CsvSource({
    "2,550 5.1.1 nobody here,BOUNCE 550 5.1.1 nobody here",
    "2,the message bounced,BOUNCE",
    "1,550 5.1.1 nobody here,UNSUBSCRIBE",
    "3,'',UNSUBSCRIBE",
    "0,'',IGNORED -",
    "9,'',IGNORED -"
  })
  void mauticsNumbersAreItsReasons(String reason, String comments, String expected) {
    String file = "email,reason,date_added,comments,channel\nann@example.com," + reason
        + ",2026-11-03 09:00:00," + comments + ",%s";
    assertThat(said(file.formatted("email"))).isEqualTo(expected);
    assertThat(said(file.formatted("sms"))).isEqualTo("IGNORED -");
  }

  @ParameterizedTest
  @CsvSource({"1,UNSUBSCRIBE", "true,UNSUBSCRIBE", "Yes,UNSUBSCRIBE", "0,IGNORED -", "no,IGNORED -"
  })
  void mauticsReportDoesNotTellBouncesFromUnsubscriptions(String value, String expected) {
    assertThat(said("email,doNotEmail\nann@example.com," + value)).isEqualTo(expected);
  }

  @Test
  void mailchimpsColumnsTellTheCleanedFromTheOthers() {
    String columns = "Email Address,First Name,MEMBER_RATING,%s,LEID\nann@example.com,Ann,2,%s,1";
    String time = "2026-11-03 09:00:00";
    assertThat(said(columns.formatted("CLEAN_TIME", time))).isEqualTo("BOUNCE");
    assertThat(said(columns.formatted("UNSUB_TIME", time))).isEqualTo("UNSUBSCRIBE");
    assertThat(said(columns.formatted("CONFIRM_TIME", time))).isEqualTo("IGNORED -");
    assertThat(said("Email Address,CLEAN_TIME\nann@example.com," + time)).isEqualTo("BOUNCE");
  }

  /** What the exporter really writes, and what becomes of it, is tested with the export. */
  @ParameterizedTest
  @CsvSource({
    "true,suppressed,INVALID_RECIPIENT,,,,BOUNCE",
    "true,suppressed,ACCESS_DENIED,2027-01-31,,,BLOCK",
    "true,suppressed,COMPLAINT,,,,COMPLAINT",
    "true,suppressed,COMPLAINT,2027-01-31,,,BLOCK",
    "true,suppressed,MANUAL,,,,BOUNCE",
    "true,suppressed,MANUAL,,news,,BLOCK",
    "true,suppressed,SUPPRESSED_BY_SES,,,,SES_LIST_ENTRY",
    "true,held,POLICY,2027-01-31,,,BLOCK",
    "true,held,DOMAIN_INCIDENT,2027-01-31,,'''@example.com',IGNORED -",
    "true,suppressed,INVALID_DOMAIN,2027-01-31,,'''@example.com',IGNORED -",
    "true,suppressed,MANUAL,,,@example.com,IGNORED -",
    "false,watched,MAILBOX_FULL,,,,BLOCK",
    "false,recheck,ACCESS_DENIED,,,,BLOCK",
    "false,clear,SENDER_REPUTATION,,,,IGNORED -"
  })
  void hardstopsOwnExportIsRecognisedFirst(
      String suppressed,
      String state,
      String reason,
      String until,
      String streams,
      String about,
      String expected) {
    String header = "address,suppressed,state,reason,since,until,streams,about,unsubscribed";
    assertThat(HardstopCsv.COLUMNS).contains(header.split(","));
    String row = Stream.of(
            "ann@example.com", suppressed, state, reason, "2026-09-01", until, streams, about)
        .map(cell -> cell == null ? "" : cell)
        .collect(Collectors.joining(","));
    assertThat(said(header + "\n" + row)).isEqualTo(expected);
    assertThat(said(header + ",email,created,code\n" + row)).isEqualTo(expected);
  }

  @Test
  void anExportWithoutTheColumnsThatLimitAVerdictIsRefusedAlsoAsAPlainList() {
    String part =
        "Address;Suppressed;State;Reason;Since\nann@example.com;false;clear;;2026-09-01\n";
    for (ImportOptions options :
        new ImportOptions[] {ReadFiles.dated(), ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED)
        }) {
      for (String file : new String[] {part, part.replace(';', ',')}) {
        assertThat(ReadFiles.of(file, options).refusal())
            .isEqualTo("it looks like Hardstop's export without the columns"
                + " until, streams, about, unsubscribed: export it again");
      }
    }
  }

  @Test
  void theListOfTheConsoleIsRefusedWhateverItsColumnsAreSaidToMean() {
    String row = "ann@example.com,true,suppressed,COMPLAINT,,,2026-09-01,,,,,news";
    String list = String.join(",", HardstopCsv.LIST_COLUMNS) + "\n" + row + "\n";
    for (ImportOptions options : new ImportOptions[] {
      ReadFiles.dated(),
      ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED),
      new ImportOptions(
          ReadFiles.NOW, Optional.empty(), ColumnNames.of("address=subject"), Optional.empty())
    }) {
      for (String file : new String[] {list, list.replace(',', ';')}) {
        assertThat(ReadFiles.of(file, options).refusal()).startsWith("it is a list of the console");
        assertThat(ReadFiles.of(file.replace("subject", "address"), options).refusal())
            .isEqualTo(
                "it looks like Hardstop's export without the columns streams: export it again");
      }
    }
  }

  @Test
  void theDaysOfHardstopsExportAreUtcByDefinition() {
    String header = String.join(",", HardstopCsv.COLUMNS);
    String row = "ann@example.com,true,suppressed,INVALID_RECIPIENT,,,2026-09-01";
    ReadFiles read = ReadFiles.of(header + "\n" + row);
    assertThat(read.line().time()).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
    assertThat(read.line().zoneAssumed()).isFalse();
    assertThat(read.summary().zonesAssumed()).isZero();
  }

  @Test
  void aGuardedAddressOfHardstopsExportComesBackUnchanged() {
    String header = String.join(",", HardstopCsv.COLUMNS);
    for (String address : new String[] {"+ann@example.com", "'ann@example.com", "-x@example.com"}) {
      String row = HardstopCsv.guarded(address) + ",true,suppressed,INVALID_RECIPIENT,,,2026-09-01";
      assertThat(
              ReadFiles.of(header + "\n" + row).line().address().orElseThrow().canonical())
          .isEqualTo(address);
    }
  }

  @Test
  void unknownTypesAreCountedAndOnlySomeOfThemAreNamed() {
    StringBuilder file = new StringBuilder("email,reason,detail,last_event_at\n");
    for (int i = 0; i < 30; i++) {
      file.append("ann@example.com,whim").append(i).append(",,2026-11-03 09:00:00\n");
    }
    file.append("ann@example.com,bob@example.com,,2026-11-03 09:00:00\n");
    Map<String, Long> types = ReadFiles.of(file.toString()).summary().unknownTypes();
    assertThat(types).hasSize(21).containsEntry("whim0", 1L).containsEntry("(others)", 11L);
  }
}
