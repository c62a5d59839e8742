package dev.hardstop.dynamodb;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads the items about SES's suppression list. This is their documentation:
 *
 * <table>
 * <caption>Items about SES's suppression list</caption>
 * <tr><th>key</th><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code ~ses-list}</td><td>{@code current}</td><td>M</td><td>the reconciliation that is running:
 *   {@code began}, {@code follows}, {@code step}, {@code pages}, {@code isListRead}, {@code cursor},
 *   {@code findings} (a map), {@code sets}</td></tr>
 * <tr><td></td><td>{@code last}</td><td>M</td><td>the newest reconciliation that has ended: the same
 *   fields, and {@code ended}</td></tr>
 * <tr><td></td><td>{@code adopted}</td><td>S</td><td>when the first complete reconciliation that added
 *   evidence began; {@code ses-list} changes nothing while this is absent</td></tr>
 * <tr><td></td><td>{@code check}</td><td>M</td><td>the newest check of the account: {@code day}, {@code
 *   isInSandbox}, {@code isPaused}, {@code setsWithoutBounces}, {@code missingSets}, {@code
 *   notPermitted}</td></tr>
 * <tr><td>{@code ~ses-list#}<i>page</i></td><td>{@code began}</td><td>S</td><td>the {@code began} of the
 *   reconciliation that read this page of the list</td></tr>
 * <tr><td></td><td>{@code hashes}</td><td>B</td><td>the addresses of the page, 8 bytes each ({@link
 *   ListedAddresses})</td></tr>
 * <tr><td></td><td>{@code expiresAt}</td><td>N</td><td>as in {@link DossierCodec}</td></tr>
 * </table>
 *
 * <p>The keys contain no {@code @}, so they are not keys of subjects. The items have no index keys. All
 * fields of the maps are strings; the first addresses of a difference are one string, with one address
 * a line. Unreadable content causes an {@link UnreadableItemException}.
 */
final class SesListStateCodec {
  /** The key of the item with the state. */
  static final String STATE = "~ses-list";

  static final String CURRENT = "current";
  static final String LAST = "last";
  static final String ADOPTED = "adopted";
  static final String CHECK = "check";
  static final String BEGAN = "began";
  static final String STEP = "step";
  static final String HASHES = "hashes";

  private static final String LINE = "\n";

  private SesListStateCodec() {}

  /** Returns the key of the item with the addresses of a page. */
  static String pageKey(int page) {
    return STATE + "#" + page;
  }

  static SesListState read(Map<String, AttributeValue> item) {
    return new SesListState(
        WatchStateCodec.find(item, CURRENT, SesListStateCodec::readProgress),
        WatchStateCodec.find(item, LAST, SesListStateCodec::readProgress),
        WatchStateCodec.find(item, ADOPTED, value -> Instant.parse(AttributeMap.string(value))),
        WatchStateCodec.find(item, CHECK, SesListStateCodec::readCheck));
  }

  // A reconciliation.

  private static final String FOLLOWS = "follows";
  private static final String PAGES = "pages";
  private static final String IS_LIST_READ = "isListRead";
  private static final String CURSOR = "cursor";
  private static final String FINDINGS = "findings";
  private static final String SETS = "sets";
  private static final String ENDED = "ended";

  static AttributeValue write(SesListProgress progress) {
    AttributeMap fields = new AttributeMap()
        .put(BEGAN, progress.began().toString())
        .put(FOLLOWS, Boolean.toString(progress.follows()))
        .put(STEP, Integer.toString(progress.step()))
        .put(PAGES, Integer.toString(progress.pages()))
        .put(IS_LIST_READ, Boolean.toString(progress.isListRead()))
        .put(FINDINGS, fields(progress.findings()))
        .put(SETS, lines(progress.sets()));
    progress.cursor().ifPresent(cursor -> fields.put(CURSOR, cursor));
    progress.ended().ifPresent(ended -> fields.put(ENDED, ended.toString()));
    return fields.toValue();
  }

  private static SesListProgress readProgress(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    return new SesListProgress(
        Instant.parse(fields.get(BEGAN)),
        fields.flag(FOLLOWS),
        Integer.parseInt(fields.get(STEP)),
        Integer.parseInt(fields.get(PAGES)),
        fields.flag(IS_LIST_READ),
        fields.find(CURSOR),
        fields.part(FINDINGS).map(SesListStateCodec::readFindings).orElse(SesListFindings.NONE),
        set(fields, SETS),
        fields.find(ENDED).map(Instant::parse));
  }

  // Findings.

  private static final String LISTED = "listed";
  private static final String UNREADABLE = "unreadable";
  private static final String LISTED_BEFORE = "listedBefore";
  private static final String COMPLAINTS_KEPT = "complaintsKept";
  private static final String OTHER_REASON = "otherReason";
  private static final String LISTED_AND_FREE = "listedAndFree";
  private static final String SUPPRESSED_AND_MISSING = "suppressedAndMissing";
  private static final String NOT_EXPRESSIBLE = "notExpressible";
  private static final String UNREADABLE_DOSSIERS = "unreadableDossiers";
  private static final String COUNT = "count";
  private static final String FIRST = "first";

  private static AttributeMap fields(SesListFindings findings) {
    return new AttributeMap()
        .put(LISTED, Long.toString(findings.listed()))
        .put(UNREADABLE, Long.toString(findings.unreadable()))
        .put(LISTED_BEFORE, Long.toString(findings.listedBefore()))
        .put(COMPLAINTS_KEPT, Long.toString(findings.complaintsKept()))
        .put(LISTED_AND_FREE, fields(findings.listedAndFree()))
        .put(OTHER_REASON, fields(findings.otherReason()))
        .put(SUPPRESSED_AND_MISSING, fields(findings.suppressedAndMissing()))
        .put(NOT_EXPRESSIBLE, fields(findings.notExpressible()))
        .put(UNREADABLE_DOSSIERS, Long.toString(findings.unreadableDossiers()));
  }

  private static AttributeMap fields(Difference difference) {
    return new AttributeMap()
        .put(COUNT, Long.toString(difference.count()))
        .put(FIRST, lines(difference.first()));
  }

  private static SesListFindings readFindings(AttributeMap fields) {
    return new SesListFindings(
        Long.parseLong(fields.get(LISTED)),
        Long.parseLong(fields.get(UNREADABLE)),
        Long.parseLong(fields.get(LISTED_BEFORE)),
        Long.parseLong(fields.get(COMPLAINTS_KEPT)),
        readDifference(fields, LISTED_AND_FREE),
        readDifference(fields, OTHER_REASON),
        readDifference(fields, SUPPRESSED_AND_MISSING),
        readDifference(fields, NOT_EXPRESSIBLE),
        Long.parseLong(fields.get(UNREADABLE_DOSSIERS)));
  }

  private static Difference readDifference(AttributeMap fields, String name) {
    return fields
        .part(name)
        .map(part -> new Difference(Long.parseLong(part.get(COUNT)), list(part, FIRST)))
        .orElse(Difference.NONE);
  }

  /** Removes an address from the first addresses of all differences. Their counts remain unchanged. */
  static DynamoDbErasure.Change withoutExamples(
      Map<String, AttributeValue> item, EmailAddress address) {
    ItemUpdate update = new ItemUpdate();
    int places = 0;
    for (String progress : List.of(CURRENT, LAST)) {
      for (String difference :
          List.of(LISTED_AND_FREE, OTHER_REASON, SUPPRESSED_AND_MISSING, NOT_EXPRESSIBLE)) {
        List<String> path = List.of(progress, FINDINGS, difference, FIRST);
        String examples = text(item, path);
        String others = lines(Stream.of(examples.split(LINE))
            .filter(line -> EmailAddress.find(line).filter(address::equals).isEmpty())
            .toList());
        if (!others.equals(examples)) {
          String name = path.stream().map(update::name).collect(Collectors.joining("."));
          update
              .set(name, update.value(AttributeValue.fromS(others)))
              .andIf(name + " = " + update.value(AttributeValue.fromS(examples)));
          places++;
        }
      }
    }
    return new DynamoDbErasure.Change(update, places);
  }

  private static String text(Map<String, AttributeValue> item, List<String> path) {
    Map<String, AttributeValue> map = item;
    for (String part : path.subList(0, path.size() - 1)) {
      map = map.getOrDefault(part, AttributeValue.fromM(Map.of())).m();
    }
    return Optional.ofNullable(map.get(path.get(path.size() - 1)))
        .map(AttributeValue::s)
        .orElse("");
  }

  // A check of the account.

  private static final String DAY = "day";
  private static final String IS_IN_SANDBOX = "isInSandbox";
  private static final String IS_PAUSED = "isPaused";
  private static final String SETS_WITHOUT_BOUNCES = "setsWithoutBounces";
  private static final String MISSING_SETS = "missingSets";
  private static final String NOT_PERMITTED = "notPermitted";

  static AttributeValue write(SesAccountCheck check) {
    return new AttributeMap()
        .put(DAY, check.day().toString())
        .put(IS_IN_SANDBOX, Boolean.toString(check.isInSandbox()))
        .put(IS_PAUSED, Boolean.toString(check.isPaused()))
        .put(SETS_WITHOUT_BOUNCES, lines(check.setsWithoutBounces()))
        .put(MISSING_SETS, lines(check.missingSets()))
        .put(NOT_PERMITTED, lines(check.notPermitted()))
        .toValue();
  }

  private static SesAccountCheck readCheck(AttributeValue stored) {
    AttributeMap fields = AttributeMap.of(stored);
    return new SesAccountCheck(
        LocalDate.parse(fields.get(DAY)),
        fields.flag(IS_IN_SANDBOX),
        fields.flag(IS_PAUSED),
        set(fields, SETS_WITHOUT_BOUNCES),
        set(fields, MISSING_SETS),
        set(fields, NOT_PERMITTED));
  }

  // The addresses of a page.

  static AttributeValue write(ListedAddresses addresses) {
    long[] hashes = addresses.hashes();
    ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
    bytes.asLongBuffer().put(hashes);
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.array()));
  }

  /** Returns the addresses in the item of a page; empty if another reconciliation wrote the item. */
  static Optional<ListedAddresses> readPage(Map<String, AttributeValue> item, SesListProgress of) {
    AttributeValue began = item.get(BEGAN);
    AttributeValue bytes = item.get(HASHES);
    if (began == null || bytes == null || !of.began().toString().equals(began.s())) {
      return Optional.empty();
    }
    return Optional.of(WatchStateCodec.readable(HASHES, bytes, value -> {
      if (value.b() == null) {
        throw new IllegalArgumentException("not binary");
      }
      ByteBuffer stored = value.b().asByteBuffer();
      long[] hashes = new long[stored.remaining() / Long.BYTES];
      stored.asLongBuffer().get(hashes);
      return ListedAddresses.ofHashes(hashes);
    }));
  }

  // What all parts share.

  private static String lines(Collection<String> texts) {
    return String.join(LINE, texts.stream().map(text -> text.replace(LINE, " ")).toList());
  }

  private static List<String> list(AttributeMap fields, String name) {
    return fields
        .find(name)
        .filter(text -> !text.isEmpty())
        .map(text -> List.of(text.split(LINE)))
        .orElse(List.of());
  }

  private static SortedSet<String> set(AttributeMap fields, String name) {
    return new TreeSet<>(list(fields, name));
  }
}
