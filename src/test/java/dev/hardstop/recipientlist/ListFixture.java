package dev.hardstop.recipientlist;

import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.imports.DecodedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Checks lists against verdicts that a test states. Every other address is clear and unknown. */
final class ListFixture {
  static final AddressVerdict UNKNOWN = verdict(false, "clear", "", "");

  private final Map<String, AddressVerdict> verdicts = new HashMap<>();
  private final List<List<String>> questions = Collections.synchronizedList(new ArrayList<>());
  private final StringWriter output = new StringWriter();
  private final StringWriter sample = new StringWriter();
  private Optional<String> column = Optional.empty();
  private Optional<MailRouting> routing = Optional.empty();
  private Optional<MailedRecipients> mailed = Optional.empty();
  private IntPredicate isAnswered = question -> true;
  private boolean hasNoHeader;
  private ListSummary summary;

  static AddressVerdict verdict(boolean suppressed, String state, String reason, String until) {
    return new AddressVerdict(suppressed, state, reason, until, "", "", List.of(), "");
  }

  ListFixture with(String address, AddressVerdict verdict) {
    verdicts.put(address, verdict);
    return this;
  }

  ListFixture column(String name) {
    column = Optional.of(name);
    return this;
  }

  ListFixture withoutHeader() {
    hasNoHeader = true;
    return this;
  }

  ListFixture dns(MailRouting dns) {
    routing = Optional.of(dns);
    return this;
  }

  ListFixture mailed(String list) {
    mailed = Optional.of(MailedRecipients.of(RecipientListReader.of(
        decoded(list.getBytes(StandardCharsets.UTF_8)), Optional.empty(), false)));
    return this;
  }

  /** Questions that contain an address for which this is false have no answer. */
  ListFixture answeringOnly(IntPredicate numberOfQuestion) {
    isAnswered = numberOfQuestion;
    return this;
  }

  /** What a check writes. */
  String check(String list) {
    return check(list.getBytes(StandardCharsets.UTF_8));
  }

  String check(byte[] list) {
    RecipientListReader reader = RecipientListReader.of(decoded(list), column, hasNoHeader);
    summary = new RecipientListCheck(this::answer, routing, mailed, rows -> {})
        .check(reader, output, Optional.of(sample));
    return output.toString();
  }

  /** What a check has written, also where it failed. */
  String output() {
    return output.toString();
  }

  String sample() {
    return sample.toString();
  }

  ListSummary summary() {
    return summary;
  }

  List<List<String>> questions() {
    return List.copyOf(questions);
  }

  private static DecodedText decoded(byte[] list) {
    try {
      return DecodedText.of(new ByteArrayInputStream(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<AddressVerdict> answer(List<String> addresses) {
    int number;
    synchronized (questions) {
      questions.add(List.copyOf(addresses));
      number = questions.size();
    }
    if (!isAnswered.test(number)) {
      throw new VerdictSource.NotAnsweredException("The table cannot be reached.");
    }
    return addresses.stream()
        .map(address -> verdicts.getOrDefault(address, UNKNOWN))
        .toList();
  }
}
