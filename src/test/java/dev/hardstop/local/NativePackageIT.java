package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The content of the native package. {@code PackagedRuleBookIT} tests its rule book. */
class NativePackageIT {
  private static final Path RULES = Path.of("src/main/resources/rules");

  /** A build of the other kind would replace it otherwise, and what is deployed could not start. */
  @Test
  void thePackageOfThisBuildHasTheNameOfItsKindAndANativeBuildLeavesNoOther() throws IOException {
    Path zip = TestPackage.zip();
    try (FunctionPackage code = FunctionPackage.unpack(zip)) {
      boolean isNative = Files.exists(code.taskRoot().resolve("bootstrap"));
      assertThat(zip.getFileName()).hasToString(isNative ? "function-native.zip" : "function.zip");
      assertThat(Files.exists(zip.resolveSibling("function.zip"))).isEqualTo(!isNative);
    }
  }

  /**
   * The rules were read while the binary was built, so it contains the rules but not their files.
   */
  @Test
  void noRuleFileIsInTheBinary() throws IOException {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip())) {
      Path bootstrap = code.taskRoot().resolve("bootstrap");
      assumeTrue(Files.exists(bootstrap), "the package of this build is for the JVM");
      // One character per byte, because the searched text is ASCII.
      String binary = Files.readString(bootstrap, StandardCharsets.ISO_8859_1);

      assertThat(binary).contains("microsoft.");
      for (String comment : firstComments()) {
        assertThat(binary.contains(comment)).as(comment).isFalse();
      }
    }
  }

  /** The binary needs no second file. */
  @Test
  void theBinaryIsAlone() throws IOException {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip());
        Stream<Path> files = Files.list(code.taskRoot())) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assumeTrue(names.contains("bootstrap"), "the package of this build is for the JVM");
      assertThat(names).containsExactly("bootstrap");
    }
  }

  private static List<String> firstComments() throws IOException {
    try (Stream<Path> files = Files.list(RULES)) {
      return files.map(NativePackageIT::firstComment).toList();
    }
  }

  private static String firstComment(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("# ")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
