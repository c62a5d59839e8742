package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.imports.FileReading.RefusedException;
import dev.hardstop.imports.TextLines.TextLine;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of JSON: documents that list entries, one after another; or lines, each with one object or several. Each
 * line is read on its own, so that an invalid line does not affect the others. A document is read as a stream, so
 * everything after an error in it is lost.
 */
final class JsonFile {
  /** The members of documents that list entries. Members of {@code data} are included. */
  private static final Set<String> PAGES = Set.of(
      "SuppressedDestinationSummaries",
      "Suppressions",
      "Bounces",
      "contacts",
      "items",
      "data",
      "data.results",
      "result",
      "Records",
      "Messages");

  /** The member that says how many entries the provider's list has, by the member that lists the entries. */
  private static final Map<String, String> TOTALS =
      Map.of("data.results", "total", "Bounces", "TotalCount", "contacts", "count");

  private static final int MOST_LINES_LOOKED_AT = 50;
  private static final String INVALID = "it is not valid JSON";
  private static final String TOO_LARGE =
      "it is nested too deeply, or one of its texts or numbers is too long";

  private final FileReading reading;
  private final JsonEntries entries;
  private long count;
  private long line;
  private long listed;

  JsonFile(FileReading reading) {
    this.reading = requireNonNull(reading, "reading is null");
    this.entries = new JsonEntries(reading);
  }

  /** How a file is structured. */
  enum Layout {
    LINES,
    DOCUMENTS
  }

  /**
   * Returns the layout of a file that begins with {@code sample}. It consists of lines if its first line is a
   * complete object that is not a page, or if the sample is not valid JSON but one of its lines has a known format.
   */
  static Layout layout(String sample) {
    int end = sample.indexOf('\n');
    String first = end < 0 ? sample : sample.substring(0, end);
    if (!withoutLogTime(first).equals(first)) {
      return Layout.LINES;
    }
    if (end >= 0 && first.length() <= TextLines.LONGEST_LINE && isWholeObject(first)) {
      return Layout.LINES;
    }
    return isBeginningOfJson(sample) || !hasKnownLine(sample) ? Layout.DOCUMENTS : Layout.LINES;
  }

  private static boolean hasKnownLine(String sample) {
    return sample
        .lines()
        .limit(MOST_LINES_LOOKED_AT)
        .filter(text -> text.length() <= TextLines.LONGEST_LINE)
        .map(text -> withoutLogTime(text.strip()))
        .filter(JsonFile::isWholeObject)
        .anyMatch(text -> JsonTrees.findFirst(text).filter(JsonEntries::isKnown).isPresent());
  }

  /** Removes the time that CloudWatch Logs exports write before each object. */
  static String withoutLogTime(String text) {
    int object = text.indexOf('{');
    boolean isDated = object > 0
        && Character.isDigit(text.charAt(0))
        && ImportedTime.find(text.substring(0, object)).isPresent();
    return isDated ? text.substring(object) : text;
  }

  /** Whether the text is one object or several, none of which lists entries. */
  private static boolean isWholeObject(String text) {
    try (JsonParser parser = JsonTrees.FACTORY.createParser(text)) {
      boolean isWhole = false;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        isWhole = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (PAGES.contains(parser.currentName())) {
            return false;
          }
          parser.nextToken();
          parser.skipChildren();
        }
      }
      return isWhole && parser.currentToken() == null;
    } catch (IOException invalid) {
      return false;
    }
  }

  private static boolean isBeginningOfJson(String sample) {
    try (JsonParser parser = JsonTrees.FACTORY.createParser(sample)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        token = parser.nextToken();
      }
      return true;
    } catch (JsonEOFException endOfSample) {
      return true;
    } catch (StreamConstraintsException tooLarge) {
      return true;
    } catch (IOException invalid) {
      return false;
    }
  }

  /**
   * Reads a file that is divided into lines.
   *
   * @param sample its beginning
   * @throws RefusedException if none of its first lines has a known format
   */
  void readLines(String sample, TextLines lines) throws IOException {
    if (hasKnownLine(sample)) {
      reading.recognise();
    }
    for (TextLine text = lines.next(); text != null; text = lines.next()) {
      if (text.isTooLong()) {
        reading.next(text.text());
        reading.unreadable(reading.at(text.number(), 0), TextLines.TOO_LONG);
      } else if (!text.text().isBlank()) {
        readLine(text.text(), text.number());
      }
    }
  }

  /** Reads the objects of one line. */
  void readLine(String text, long number) throws IOException {
    line = number;
    reading.next(text);
    SourcePosition position = reading.at(number, 0);
    try (JsonParser parser = JsonTrees.FACTORY.createParser(withoutLogTime(text.strip()))) {
      while (parser.nextToken() != null) {
        root(parser);
      }
    } catch (StreamConstraintsException tooLarge) {
      reading.unreadable(position, TOO_LARGE);
    } catch (JsonProcessingException invalid) {
      reading.unreadable(position, INVALID);
    }
  }

  /**
   * Reads documents that follow one another.
   *
   * @throws RefusedException if the first entry has no known format, or the file is not valid JSON; the entries
   *     before the error were reported
   */
  void readDocuments(Reader text) throws IOException {
    try (JsonParser parser = JsonTrees.FACTORY.createParser(text)) {
      try {
        while (parser.nextToken() != null) {
          root(parser);
        }
      } catch (JsonEOFException cutOff) {
        throw new RefusedException(
            "the file ends in the middle of an entry, so it is incomplete; its entries before line "
                + lineOf(parser) + " were read");
      } catch (StreamConstraintsException tooLarge) {
        throw new RefusedException(rest(parser, TOO_LARGE));
      } catch (JsonProcessingException invalid) {
        throw new RefusedException(rest(parser, INVALID));
      }
    }
  }

  private static String rest(JsonParser parser, String problem) {
    return "in line " + lineOf(parser) + ", " + problem + "; the rest was not read";
  }

  private static int lineOf(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private SourcePosition position(JsonParser parser) {
    return line > 0 ? reading.at(line, 0) : reading.at(lineOf(parser), ++count);
  }

  /**
   * Keeps an entry in case it is unreadable. In a file of lines, the whole line is kept instead.
   */
  private void next(Object entry) {
    if (line == 0) {
      reading.next(entry);
    }
  }

  private void root(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      elements("", parser);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(parser);
    } else {
      unreadable(position(parser), "it is not a JSON object");
    }
  }

  private void elements(String page, JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      SourcePosition position = position(parser);
      Optional<JsonNode> element = JsonTrees.read(parser);
      listed++;
      next(element.<Object>map(json -> json).orElse(""));
      if (element.isEmpty()) {
        reading.unreadable(position, "it has more than 65,536 characters");
      } else if (element.get().isObject()) {
        entries.read(page, element.get(), position);
      } else {
        unreadable(position, "it is not a JSON object");
      }
    }
  }

  private void unreadable(SourcePosition position, String why) {
    if (!reading.isRecognised()) {
      throw new RefusedException("its JSON is not a list of objects");
    }
    reading.unreadable(position, why);
  }

  /** Reads a document that lists entries, or an entry. */
  private void object(JsonParser parser) throws IOException {
    long start = parser.currentTokenLocation().getCharOffset();
    int startLine = lineOf(parser);
    Document document = new Document();
    members("", parser, document);
    if (!document.page.isEmpty()) {
      endOfPage(document);
      return;
    }
    SourcePosition position = line > 0 ? reading.at(line, 0) : reading.at(startLine, ++count);
    next(document.rest);
    long length = parser.currentLocation().getCharOffset() - start;
    if (document.isTooLong || length > TextLines.LONGEST_LINE) {
      reading.unreadable(position, "it has more than 65,536 characters");
    } else {
      entries.read("", document.rest, position);
    }
  }

  /** The members of a document besides its entries. */
  private static final class Document {
    private final ObjectNode rest = JsonNodeFactory.instance.objectNode();
    private String page = "";
    private boolean isTooLong;
    private long length;
  }

  private void members(String prefix, JsonParser parser, Document document) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      parser.nextToken();
      if (parser.currentToken() == JsonToken.START_ARRAY && PAGES.contains(name)) {
        document.page = name;
        elements(name, parser);
      } else if (parser.currentToken() == JsonToken.START_OBJECT && name.equals("data")) {
        members("data.", parser, document);
      } else {
        member(name, parser, document);
      }
    }
  }

  private static void member(String name, JsonParser parser, Document document) throws IOException {
    long start = parser.currentTokenLocation().getCharOffset();
    Optional<JsonNode> value = JsonTrees.read(parser);
    document.length += name.length() + parser.currentLocation().getCharOffset() - start;
    document.isTooLong |= value.isEmpty() || document.length > TextLines.LONGEST_LINE;
    if (!document.isTooLong) {
      document.rest.set(name, value.get());
    }
  }

  /** Checks whether the provider's list has further pages. Only the last document of the file counts. */
  private void endOfPage(Document document) {
    JsonNode rest = document.rest;
    reading.notWhole("");
    if (isText(rest.path("NextToken")) || isText(rest.path("nextToken"))) {
      reading.notWhole("it ends with a NextToken: the list has more pages");
    } else if (rest.path("has_more").asBoolean(false)) {
      reading.notWhole("it ends with has_more: the list has more pages");
    } else if (isText(rest.path("result_info").path("next_cursor"))) {
      reading.notWhole("it ends with a next_cursor: the list has more pages");
    } else {
      compareTotal(document);
    }
    if (document.page.equals("items")) {
      reading.remark("Mailgun gives its lists in pages, and a page does not say whether it is the"
          + " last: compare the number of entries with Mailgun's.");
    }
  }

  private void compareTotal(Document document) {
    String member = TOTALS.getOrDefault(document.page, "");
    String name = document.page.startsWith("data.") ? "data." + member : member;
    long total = document.rest.path(name).asLong(0);
    if (total > listed) {
      reading.notWhole("the provider's list has " + total + " entries, and the file has " + listed);
    }
  }

  private static boolean isText(JsonNode token) {
    return token.isTextual() && !token.textValue().isEmpty();
  }
}
