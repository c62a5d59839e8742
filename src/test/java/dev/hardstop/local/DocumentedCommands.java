package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a document that talk to the local system, run as they are written, with the address
 * of a running one. Where the document sleeps, the test waits for what the sleep is for, since a busy
 * machine may take longer.
 */
public record DocumentedCommands(List<String> lines) {
  private static final Pattern HARDSTOP = Pattern.compile("(?m)^bin/hardstop .*$");
  private static final String DOCUMENTED = "http://localhost:8080";

  public DocumentedCommands {
    lines = List.copyOf(lines);
  }

  /** A condition that the document expects after a sleep. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * The commands of the last block of a section that has some.
   *
   * @param heading of the section, such as {@code ## Try it}
   */
  static DocumentedCommands of(Path document, String heading) throws IOException {
    String text = Files.readString(document);
    String section = text.substring(text.indexOf(heading + "\n") + heading.length());
    Matcher blocks = Pattern.compile("(?ms)^```sh\n(.*?)^```")
        .matcher(section.substring(0, section.indexOf("\n## ")));
    List<String> lines = List.of();
    while (blocks.find()) {
      lines = blocks.group(1).lines().toList();
    }
    return new DocumentedCommands(lines);
  }

  /** The commands of {@code bin/hardstop} in all blocks of a document, each on one line, without comments. */
  public static DocumentedCommands ofHardstop(Path document) throws IOException {
    String text = Files.readString(document).replaceAll("\\\\\n\\s*", "");
    return new DocumentedCommands(HARDSTOP
        .matcher(text)
        .results()
        .map(command -> command.group().replaceFirst("\\s+#.*", ""))
        .toList());
  }

  /**
   * Runs the commands against a system and returns what each that is no sleep printed.
   *
   * @param conditions one for each sleep
   */
  List<String> run(URI system, List<Condition> conditions) throws Exception {
    assertThat(lines.stream().filter(line -> line.startsWith("sleep "))).hasSameSizeAs(conditions);
    List<String> outputs = new ArrayList<>();
    int sleeps = 0;
    for (String line : lines) {
      if (line.startsWith("sleep ")) {
        await(line, conditions.get(sleeps++));
      } else {
        outputs.add(output(line, system.toString()));
      }
    }
    return outputs;
  }

  private static void await(String line, Condition condition) throws Exception {
    long deadline = System.nanoTime() + LocalSystem.PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("%s was not long enough", line).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private static String output(String line, String system) throws Exception {
    String command = line.replace(DOCUMENTED, system)
        .replaceFirst("^(examples/send \\S+)", "$1 --url " + system);
    Process process =
        new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", line, output).isZero();
    return output;
  }
}
