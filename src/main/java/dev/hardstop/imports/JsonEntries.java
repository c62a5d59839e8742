package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.imports.FileReading.RefusedException;
import dev.hardstop.imports.ProviderFormat.EntryFields;
import dev.hardstop.imports.ProviderFormat.Meaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the entries of a JSON file, each of which is recognised by its members. */
final class JsonEntries {
  static final String LISTMONK = "listmonk-bounces";
  static final String IMPORT_JOB = "ses-import-job";
  private static final String UNKNOWN = "the entry has no format that is known";

  private final FileReading reading;
  private final SesEvents sesEvents;

  JsonEntries(FileReading reading) {
    this.reading = requireNonNull(reading, "reading is null");
    this.sesEvents = new SesEvents(reading);
  }

  /** The texts of the members of an object; {@code reason.code} is a member of a member. */
  private record JsonFields(JsonNode object) implements EntryFields {
    @Override
    public String text(String name) {
      int dot = name.indexOf('.');
      return dot < 0
          ? text(object.path(name))
          : text(object.path(name.substring(0, dot)).path(name.substring(dot + 1)));
    }

    private static String text(JsonNode value) {
      if (value.isNumber()) {
        BigDecimal number = value.decimalValue();
        boolean isShort = Math.abs((long) number.scale()) + number.precision() < 40;
        return isShort ? number.toPlainString() : "";
      }
      return value.isTextual() || value.isBoolean() ? value.asText() : "";
    }

    /** Omits the object. */
    @Override
    public String toString() {
      return "JsonFields";
    }
  }

  /**
   * Reports an entry.
   *
   * @param page the member of the document that lists the entry; empty if the document is the entry itself or an
   *     array
   * @throws RefusedException if the entry is the first of the file, and its format is not known or needs a date
   */
  void read(String page, JsonNode entry, SourcePosition position) {
    if (SesEvents.isInsights(entry)) {
      reading.recognise();
      sesEvents.readInsights(entry, position);
    } else if (isListmonk(page, entry)) {
      reading.recognise();
      listmonk(entry, position);
    } else if (SesEvents.isEventOrEnvelope(entry)) {
      reading.recognise();
      sesEvents.read(entry, SesEvents.FORMAT, position);
    } else if (page.isEmpty() && isImportJob(entry)) {
      if (!reading.isRecognised()) {
        reading.requireDate();
      }
      importJob(entry, position);
    } else {
      provider(page, entry, position);
    }
  }

  /** Whether an object that is not part of a page has a known format. */
  static boolean isKnown(JsonNode entry) {
    return SesEvents.isInsights(entry)
        || SesEvents.isEventOrEnvelope(entry)
        || isImportJob(entry)
        || fitting("", entry).size() == 1;
  }

  private void provider(String page, JsonNode entry, SourcePosition position) {
    List<ProviderFormat> fitting = fitting(page, entry);
    Optional<String> problem = problem(fitting, entry);
    if (problem.isPresent() && reading.isRecognised()) {
      reading.unreadable(position, fitting.size() == 1 ? problem.get() : UNKNOWN);
    } else if (problem.isPresent()) {
      throw new RefusedException(problem.get());
    } else {
      ProviderFormat format = fitting.get(0);
      reading.unused(format.unused(names(entry)));
      if (format.id().equals(ProviderFormats.MAILTRAP)) {
        reading.remark(
            "Mailtrap may give only a part of a long list: compare the number of entries.");
      } else if (format.id().equals(ProviderFormats.POSTMARK_SUPPRESSIONS)) {
        reading.remark("Postmark has one such list for each message stream: export each of them.");
      }
      format.entryReader().read(new JsonFields(entry), reading.entry(format.id(), position));
    }
  }

  private Optional<String> problem(List<ProviderFormat> fitting, JsonNode entry) {
    String seen = FileReading.seen(names(entry));
    if (fitting.isEmpty()) {
      return Optional.of("its format is not known; members seen: " + seen);
    }
    if (fitting.size() > 1) {
      return Optional.of(
          "it could be " + fitting.get(0) + " or " + fitting.get(1) + "; members seen: " + seen);
    }
    boolean mustAsk = fitting.get(0).meaning() == Meaning.NOT_STATED
        && reading.options().listMeaning().isEmpty();
    return mustAsk
        ? Optional.of("it does not say what happened to its addresses: say whether they bounced,"
            + " complained or unsubscribed (--list-of); members seen: " + seen)
        : Optional.empty();
  }

  private static List<ProviderFormat> fitting(String page, JsonNode entry) {
    TreeSet<String> names = new TreeSet<>(names(entry));
    return ProviderFormat.mostSpecific(ProviderFormats.ALL.stream()
        .filter(format -> format.fitsMembers(page, names))
        .toList());
  }

  private static List<String> names(JsonNode entry) {
    List<String> names = new ArrayList<>();
    entry.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean isImportJob(JsonNode entry) {
    return entry.path("emailAddress").isTextual() && entry.has("reason");
  }

  /** A line of a file for SES's import job (Amazon SES API v2 reference, CreateImportJob). */
  private void importJob(JsonNode entry, SourcePosition position) {
    importJob(entry.path("emailAddress").asText(), entry.path("reason").asText(""), position);
  }

  /** Reports an entry. The file has no times, so the day of the caller counts. */
  void importJob(String address, String reason, SourcePosition position) {
    String label = reason.strip().toUpperCase(Locale.ROOT);
    FileEntry entry = reading.entry(IMPORT_JOB, position).of(address).labelled(label);
    if (label.equals("BOUNCE") || label.equals("COMPLAINT")) {
      entry.sesListEntry();
    } else {
      entry.unreadable("its reason is neither BOUNCE nor COMPLAINT");
    }
  }

  private static boolean isListmonk(String page, JsonNode entry) {
    return page.equals("data.results") && entry.has("type") && entry.has("email");
  }

  /**
   * Reports a bounce that listmonk stores. A bounce from SES contains SES's own notification, which is read instead:
   * listmonk's address is that of the first recipient, which need not be the one that bounced.
   */
  private void listmonk(JsonNode entry, SourcePosition position) {
    JsonNode meta = entry.path("meta");
    JsonNode kept = meta.isTextual() ? JsonTrees.find(meta.textValue()).orElse(meta) : meta;
    if (SesEvents.isEventOrEnvelope(kept)) {
      sesEvents.read(kept, LISTMONK, position);
      return;
    }
    String type = entry.path("type").asText("");
    String words = words(kept);
    FileEntry line = reading
        .entry(LISTMONK, position)
        .of(entry.path("email").asText(""), entry.path("created_at").asText(""))
        .labelled(type);
    switch (type) {
      case "hard" -> line.bounce(words);
      case "soft" -> line.block(words);
      case "complaint" -> line.complaint();
      default -> line.unknownType(type);
    }
  }

  /** Postmark's details or SendGrid's reason, if they are a server's reply. */
  private static String words(JsonNode meta) {
    for (String name : List.of("Details", "reason")) {
      String words = meta.path(name).asText("");
      if (FileEntry.isReply(words)) {
        return words;
      }
    }
    return "";
  }
}
