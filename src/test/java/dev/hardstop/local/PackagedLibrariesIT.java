package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No library of the command line (scope {@code provided}) is in the package of the functions: as a file in that
 * for the JVM, as classes in the binary.
 */
class PackagedLibrariesIT {
  private static final String SCOPE = "<scope>provided</scope>";

  /** A class of each, whose name is in the memory image of a binary that contains it. */
  private static final List<String> CLASSES = List.of(
      "picocli.CommandLine",
      "de.siegmar.fastcsv",
      "me.tongfei.progressbar",
      "software.amazon.awssdk.services.ssm.SsmClient",
      "software.amazon.awssdk.services.s3.S3Client",
      "dev.hardstop.console.ConsolePage",
      "dev.hardstop.cli.Hardstop");

  @Test
  void nothingOfTheCommandLineIsInThePackage() throws IOException {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip())) {
      Path bootstrap = code.taskRoot().resolve("bootstrap");
      if (Files.exists(bootstrap)) {
        // One character per byte, because the searched text is ASCII.
        String binary = Files.readString(bootstrap, StandardCharsets.ISO_8859_1);
        assertThat(binary).contains("dev.hardstop.http.CheckHandler");
        CLASSES.forEach(name -> assertThat(binary.contains(name)).as(name).isFalse());
      } else {
        assertThat(libraries(code.taskRoot()))
            .contains("software.amazon.awssdk.dynamodb")
            .doesNotContainAnyElementsOf(onlyOfTheCommandLine());
      }
    }
  }

  /** Group and artifact of each library, such as {@code com.example.name}. */
  private static List<String> libraries(Path taskRoot) throws IOException {
    try (Stream<Path> files = Files.list(taskRoot.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.lastIndexOf('-', name.lastIndexOf(".jar"))))
          .toList();
    }
  }

  private static List<String> onlyOfTheCommandLine() throws IOException {
    // Those that come with the ones in the pom.
    List<String> names = new ArrayList<>(List.of(
        "org.jline.jline-terminal",
        "org.jline.jline-native",
        "software.amazon.awssdk.crt-core",
        "software.amazon.awssdk.arns",
        "software.amazon.awssdk.aws-xml-protocol"));
    for (String line : Files.readAllLines(Path.of("pom.xml"))) {
      if (line.contains(SCOPE)) {
        names.add(between(line, "groupId") + "." + between(line, "artifactId"));
      }
    }
    assertThat(names).contains("info.picocli.picocli", "software.amazon.awssdk.s3");
    return names;
  }

  private static String between(String line, String element) {
    String begin = "<" + element + ">";
    int from = line.indexOf(begin) + begin.length();
    return line.substring(from, line.indexOf("</" + element + ">"));
  }
}
