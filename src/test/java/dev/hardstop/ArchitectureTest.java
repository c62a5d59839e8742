package dev.hardstop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.IDN;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dependencies between packages: which package may use which, and what the core must not use. And the
 * names of types.
 */
class ArchitectureTest {
  private static final JavaClasses CODE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.hardstop");

  private static final List<String> CORE =
      List.of("smtp", "feedback", "classification", "suppression", "diagnosis", "watchstate");
  private static final List<String> EDGES = List.of(
      "ses",
      "http",
      "dynamodb",
      "dns",
      "cli",
      "console",
      "imports",
      "recipientlist",
      "rules",
      "watch",
      "announce",
      "erasurekey",
      "seslist");

  /** The command line is no function, so it may use what reads rules, table and DNS, and what a route answers. */
  private static final List<String> USED_BY_CLI =
      List.of("rules", "dynamodb", "dns", "http", "imports", "recipientlist", "console");

  /** The packages that only the command line loads (the console also the local system). */
  private static final List<String> COMMAND_LINE =
      List.of("cli", "console", "imports", "recipientlist");

  /** Libraries that are in no package of a function. */
  private static final String[] LIBRARIES_OF_THE_COMMAND_LINE = {
    "picocli..",
    "de.siegmar.fastcsv..",
    "me.tongfei.progressbar..",
    "software.amazon.awssdk.services.ssm..",
    "software.amazon.awssdk.services.s3.."
  };

  /** The packages of the JDK that the core may use: no files, no network, no log, no reflection. */
  private static final String[] PLAIN_JAVA = {
    "java.lang",
    "java.lang.runtime",
    "java.math",
    "java.nio.charset",
    "java.security",
    "java.text",
    "java.time..",
    "java.util",
    "java.util.concurrent..",
    "java.util.function",
    "java.util.stream"
  };

  @Test
  void smtpDependsOnPlainJavaOnly() {
    coreDependsOnlyOn("smtp", List.of());
  }

  @Test
  void feedbackDependsOnSmtp() {
    coreDependsOnlyOn("feedback", List.of("smtp"));
  }

  @Test
  void classificationDependsOnFeedback() {
    coreDependsOnlyOn("classification", List.of("feedback", "smtp"));
  }

  @Test
  void suppressionDependsOnClassification() {
    coreDependsOnlyOn("suppression", List.of("classification", "feedback", "smtp"));
  }

  @Test
  void diagnosisDependsOnSuppressionAndClassification() {
    coreDependsOnlyOn("diagnosis", List.of("suppression", "classification", "feedback", "smtp"));
  }

  @Test
  void watchStateDependsOnDiagnosis() {
    coreDependsOnlyOn("watchstate", List.of("diagnosis", "suppression", "classification", "smtp"));
  }

  @Test
  void sesEventDependsOnFeedbackJsonAndEntriesOfTheSesList() {
    classes()
        .that()
        .resideInAPackage(own("sesevent"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("sesevent"),
            own("feedback"),
            own("smtp"),
            own("suppression"),
            "com.fasterxml.jackson..",
            "java.."))
        .check(CODE);
  }

  @Test
  void timeComesIntoTheCoreAsAnArgument() {
    noClasses()
        .that()
        .resideInAnyPackage(all(CORE))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, InstantSource.class, Random.class)
        .orShould()
        .callMethodWhere(calls("java.time", Set.of("now")))
        .orShould()
        .callMethodWhere(calls(
            "java.lang",
            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "random", "exit")))
        .check(CODE);
  }

  @ParameterizedTest
  @MethodSource("edges")
  void edgesDoNotDependOnOneAnother(String edge) {
    String[] others = EDGES.stream()
        .filter(other -> !other.equals(edge))
        .filter(other -> !(edge.equals("cli") && USED_BY_CLI.contains(other)))
        .filter(other -> !(edge.equals("recipientlist") && other.equals("imports")))
        .map(ArchitectureTest::own)
        .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(own(edge))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(CODE);
  }

  private static List<String> edges() {
    return EDGES;
  }

  /** A class of a function that needs one of them would fail at run time. */
  @Test
  void onlyTheCommandLineUsesItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackages(all(COMMAND_LINE))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LIBRARIES_OF_THE_COMMAND_LINE)
        .check(CODE);
  }

  /** Functions never contain the code of people's tools. */
  @Test
  void nothingDependsOnTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(all(COMMAND_LINE))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(all(COMMAND_LINE))
        .check(CODE);
  }

  @Test
  void onlyEdgesThatReceiveSesJsonReadIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            own("sesevent"), own("ses"), own("http"), own("cli"), own("imports"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own("sesevent"))
        .check(CODE);
  }

  /** So no other function builds their clients when it starts. */
  @Test
  void onlyWatchCallsSes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(own("watch"), own("sesaccount"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.awssdk.services.ses..", "software.amazon.awssdk.services.sesv2..")
        .check(CODE);
  }

  /** For the same reason. */
  @Test
  void onlyWatchAndThoseWhoPublishChangesCallSnsAndSqs() {
    noClasses()
        .that()
        .resideOutsideOfPackages(own("watch"), own("changes"), own("announce"), own("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.awssdk.services.sns..", "software.amazon.awssdk.services.sqs..")
        .check(CODE);
    noClasses()
        .that()
        .resideInAnyPackage(own("ses"), own("http"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own("changes"))
        .check(CODE);
  }

  @Test
  void packagesDependOnOneAnotherInOneDirection() {
    slices().matching("dev.hardstop.(*)..").should().beFreeOfCycles().check(CODE);
  }

  /** Text comes from strangers, and superlinear time would let them stop a function. */
  @Test
  void noBacktrackingOnRemoteText() {
    noClasses()
        .that()
        .resideInAnyPackage(
            own("sesevent"),
            own("ses"),
            own("http"),
            own("cli"),
            own("console"),
            own("imports"),
            own("recipientlist"))
        .or()
        .resideInAnyPackage(all(CORE))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethodWhere(calls("java.lang", Set.of("matches", "replaceAll", "replaceFirst")))
        .check(CODE);
  }

  @Test
  void nothingReflects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .orShould()
        .callMethodWhere(calls("java.lang", Set.of("forName", "newInstance", "loadClass")))
        .because("the native image contains only what is reachable or registered for reflection")
        .check(CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Service", "Impl", "Processor"})
  void namesSayWhatAClassIs(String empty) {
    noClasses().should().haveSimpleNameEndingWith(empty).check(CODE);
  }

  private static void coreDependsOnlyOn(String name, List<String> others) {
    String[] allowed = Stream.of(
            Stream.of(own(name)),
            others.stream().map(ArchitectureTest::own),
            Arrays.stream(PLAIN_JAVA))
        .flatMap(packages -> packages)
        .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(own(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(JavaClass.Predicates.type(IDN.class)))
        .allowEmptyShould(true)
        .check(CODE);
  }

  private static DescribedPredicate<JavaMethodCall> calls(String inPackage, Set<String> names) {
    return describe(
        "calls one of " + names + " of " + inPackage,
        call -> call.getTargetOwner().getPackageName().equals(inPackage)
            && names.contains(call.getName()));
  }

  private static String own(String name) {
    return "dev.hardstop." + name + "..";
  }

  private static String[] all(List<String> names) {
    return names.stream().map(ArchitectureTest::own).toArray(String[]::new);
  }

  /** Nested types included: who searches for a name finds one meaning. */
  @Test
  void noTwoTypesShareAName() {
    Map<String, Long> uses = CODE.stream()
        .filter(type -> !type.isAnonymousClass() && !type.getSimpleName().isEmpty())
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, counting()));
    assertThat(uses.entrySet())
        .isNotEmpty()
        .allSatisfy(use -> assertThat(use.getValue()).as(use.getKey()).isEqualTo(1));
  }
}
