package dev.hardstop.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.HttpApi;
import dev.hardstop.cli.export.ItemVerdicts.JudgedItem;
import dev.hardstop.dynamodb.DossierScan.StoredItem;
import dev.hardstop.http.ResponseMapper;
import dev.hardstop.http.VerdictResponse;
import dev.hardstop.imports.HardstopCsv;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts a page of items to the lines of a format. Several threads may use it. */
interface ExportLines {
  /**
   * The lines of a page.
   *
   * @param lines without line ends
   * @param unreadable how many items of the page cannot be read by this version
   */
  record PageLines(List<String> lines, long unreadable) {
    public PageLines {
      lines = List.copyOf(lines);
    }

    /** Omits the lines, which are personal data. */
    @Override
    public String toString() {
      return "PageLines[" + lines.size() + ", " + unreadable + "]";
    }
  }

  /** The first line of a file; empty if there is none. */
  default Optional<String> header() {
    return Optional.empty();
  }

  /** The lines of a page. */
  PageLines of(List<StoredItem> page);

  /** Whole dossiers and tombstones, as they are stored. Items that cannot be read are exported as well. */
  final class Ndjson implements ExportLines {
    @Override
    public PageLines of(List<StoredItem> page) {
      List<String> lines = new ArrayList<>();
      long unreadable = 0;
      for (StoredItem item : page) {
        try {
          lines.add(ItemLine.of(item.attributes()));
          if (item.subject().isPresent()) {
            item.dossier();
          }
        } catch (UnreadableItemException | IllegalArgumentException broken) {
          unreadable++;
        }
      }
      return new PageLines(lines, unreadable);
    }
  }

  /**
   * Verdicts, one row for each address, and one for each domain that is not clear. The columns are those of {@link
   * HardstopCsv}. An address that its own evidence suppresses without an end has that verdict even if its domain is
   * suppressed, so that an import does not lose it.
   */
  final class Csv implements ExportLines {
    private static final JsonMapper JSON = ResponseMapper.mapper();

    private final ItemVerdicts verdicts;
    private final CheckAnswers check;

    Csv(ItemVerdicts verdicts, Supplier<HttpApi> api) {
      this.verdicts = verdicts;
      check = new CheckAnswers(api);
    }

    @Override
    public Optional<String> header() {
      return Optional.of(row(HardstopCsv.COLUMNS));
    }

    @Override
    public PageLines of(List<StoredItem> page) {
      List<JudgedItem> judged = verdicts.of(page);
      Map<String, JsonNode> checked = check.about(judged);
      List<String> lines = new ArrayList<>();
      long unreadable = 0;
      for (JudgedItem item : judged) {
        String key = item.subject().key();
        JsonNode verdict = verdicts
            .endless(item)
            .<JsonNode>map(Csv::json)
            .orElseGet(() -> checked.containsKey(key) ? checked.get(key) : verdict(item));
        boolean isClearDomain = item.subject() instanceof Subject.Domain
            && verdict.path("state").asText().equals("clear");
        if (!isClearDomain) {
          lines.add(row(cells(key, verdict)));
        }
        if (verdict.path("state").asText().equals("unreadable")) {
          unreadable++;
        }
      }
      return new PageLines(lines, unreadable);
    }

    private static JsonNode verdict(JudgedItem item) {
      return item.verdict()
          .<JsonNode>map(Csv::json)
          .orElseGet(
              () -> JSON.createObjectNode().put("suppressed", true).put("state", "unreadable"));
    }

    private static JsonNode json(Verdict verdict) {
      return JSON.valueToTree(VerdictResponse.of(verdict));
    }

    /** The cells of a row. */
    static List<String> cells(String address, JsonNode verdict) {
      List<String> cells = new ArrayList<>();
      cells.add(HardstopCsv.guarded(address));
      for (String column : HardstopCsv.COLUMNS.subList(1, HardstopCsv.COLUMNS.size())) {
        cells.add(HardstopCsv.guarded(text(verdict.path(column))));
      }
      return cells;
    }

    private static String text(JsonNode value) {
      if (value.isArray()) {
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.add(one.asText()));
        return String.join(" ", texts);
      }
      return value.isNull() ? "" : value.asText();
    }

    /** A row of a CSV file (RFC 4180), without its line end. */
    static String row(List<String> cells) {
      StringWriter record = new StringWriter();
      try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(record)) {
        csv.writeRecord(cells);
      } catch (IOException inMemory) {
        throw new UncheckedIOException(inMemory);
      }
      String row = record.toString();
      return row.substring(0, row.length() - 1);
    }
  }

  /**
   * Lines of an import job of SES (Amazon SES API v2 reference, CreateImportJob, data format CSV): every
   * known spelling of an address that SES's account list must have, and BOUNCE or COMPLAINT.
   */
  final class SesImport implements ExportLines {
    /** The most lines of a file for a job that adds addresses (Amazon SES developer guide). */
    static final int MOST_LINES = 100_000;

    private final ItemVerdicts verdicts;
    private final SuppressionPolicy policy;
    private final RuleBook book;
    private final CheckAnswers check;

    SesImport(
        ItemVerdicts verdicts, SuppressionPolicy policy, RuleBook book, Supplier<HttpApi> api) {
      this.verdicts = verdicts;
      this.policy = policy;
      this.book = book;
      check = new CheckAnswers(api);
    }

    @Override
    public PageLines of(List<StoredItem> page) {
      List<JudgedItem> judged = verdicts.of(page);
      Map<String, JsonNode> checked = check.about(judged);
      List<String> lines = new ArrayList<>();
      long unreadable = 0;
      for (JudgedItem item : judged) {
        if (item.dossier().isEmpty()) {
          unreadable++;
        } else if (item.subject() instanceof Subject.Address) {
          reason(item, checked)
              .ifPresent(reason -> item.dossier()
                  .orElseThrow()
                  .spellings()
                  .forEach(spelling -> lines.add(Csv.row(List.of(spelling, reason)))));
        }
      }
      return new PageLines(lines, unreadable);
    }

    private Optional<String> reason(JudgedItem item, Map<String, JsonNode> checked) {
      SesListing listing = SesListing.of(
          item.dossier().orElseThrow(), item.domain().orElseThrow(), policy, book, item.now());
      if (listing.isListed()) {
        return Optional.of(listing.name());
      }
      JsonNode answer = checked.get(item.subject().key());
      // The verdict includes the domain. If the answer of check suppresses the address and the
      // verdict does not, the cause is a tombstone.
      boolean isErased = answer != null
          && answer.path("suppressed").asBoolean()
          && !item.verdict().orElseThrow().isSuppressed();
      return isErased
          ? Optional.of(
              answer.path("reason").asText().equals(VerdictCause.COMPLAINT)
                  ? SesListing.COMPLAINT.name()
                  : SesListing.BOUNCE.name())
          : Optional.empty();
    }
  }

  /**
   * The answers of {@code check} about addresses that may have a tombstone. A tombstone can be read only with the
   * erasure key, which this program does not have.
   */
  final class CheckAnswers {
    private final Supplier<HttpApi> api;

    private CheckAnswers(Supplier<HttpApi> api) {
      this.api = api;
    }

    private Map<String, JsonNode> about(List<JudgedItem> judged) {
      List<String> asked = judged.stream()
          .filter(JudgedItem::mayBeErased)
          .map(item -> item.subject().key())
          .toList();
      Map<String, JsonNode> answers = new HashMap<>();
      for (int from = 0; from < asked.size(); from += HttpApi.MOST_ADDRESSES) {
        int to = Math.min(asked.size(), from + HttpApi.MOST_ADDRESSES);
        api.get()
            .check(asked.subList(from, to), Optional.empty())
            .forEach(answer -> answers.put(answer.path("address").asText(), answer));
      }
      return answers;
    }
  }
}
