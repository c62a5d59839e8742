package dev.hardstop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages between the core and the edges, and the libraries that only one package may use. */
class PackagesBetweenTest {
  private static final JavaClasses CODE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.hardstop");

  @Test
  void lettersDependOnDiagnosesAndTemplates() {
    classes()
        .that()
        .resideInAPackage(own("letters"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("letters"),
            own("diagnosis"),
            own("suppression"),
            own("classification"),
            own("smtp"),
            "io.quarkus.qute..",
            "java.."))
        .check(CODE);
  }

  /** The functions that answer questions and record feedback never touch SES's list. */
  @Test
  void onlySesListAndWatchUseTheSuppressionListOfSes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(own("sesaccount"), own("seslist"), own("watch"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own("sesaccount"))
        .check(CODE);
    classes()
        .that()
        .resideInAPackage(own("sesaccount"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("sesaccount"),
            own("smtp"),
            "jakarta..",
            "java..",
            "org.eclipse.microprofile..",
            "io.quarkus..",
            "software.amazon.awssdk.."))
        .check(CODE);
  }

  @Test
  void onlyItsEdgeDependsOnTheNameService() {
    noClasses()
        .that()
        .resideOutsideOfPackages(own("dns"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.xbill.DNS..")
        .check(CODE);
  }

  /** Who needs the key asks the port of the core; only the container knows where it comes from. */
  @Test
  void theErasureKeyIsReadWithoutTheClientOfAServiceAndBehindThePortOfTheCore() {
    classes()
        .that()
        .resideInAPackage(own("erasurekey"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("erasurekey"),
            own("suppression"),
            "com.fasterxml.jackson..",
            "jakarta..",
            "java..",
            "org.eclipse.microprofile.config..",
            "software.amazon.awssdk.auth..",
            "software.amazon.awssdk.core.exception",
            "software.amazon.awssdk.http..",
            "software.amazon.awssdk.identity..",
            "software.amazon.awssdk.utils.."))
        .check(CODE);
    noClasses()
        .that()
        .resideOutsideOfPackages(own("erasurekey"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own("erasurekey"))
        .check(CODE);
  }

  @Test
  void lambdaDependsOnSmtpOnly() {
    classes()
        .that()
        .resideInAPackage(own("lambda"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("lambda"),
            own("smtp"),
            "com.amazonaws.services.lambda..",
            "com.fasterxml.jackson..",
            "org.jboss.logging..",
            "java.."))
        .check(CODE);
  }

  /** The command line opens the client and hands it over: its credentials are the user's. */
  @Test
  void onlyItsEdgeDependsOnTheTable() {
    noClasses()
        .that()
        .resideOutsideOfPackages(own("dynamodb"), own("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk.services.dynamodb..")
        .check(CODE);
  }

  @Test
  void changesDependOnTheCoreAndTheClientsOfSnsAndSqs() {
    classes()
        .that()
        .resideInAPackage(own("changes"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("changes"),
            own("lambda"),
            own("suppression"),
            own("classification"),
            own("feedback"),
            own("smtp"),
            "com.fasterxml.jackson..",
            "io.smallrye.config..",
            "jakarta..",
            "org.eclipse.microprofile.config..",
            "software.amazon.awssdk..",
            "java.."))
        .check(CODE);
  }

  /** Its libraries are in no Lambda package, so no function may load it. */
  @Test
  void importsReadFilesAndOnlyTheCommandLineUsesThem() {
    classes()
        .that()
        .resideInAPackage(own("imports"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("imports"),
            own("sesevent"),
            own("feedback"),
            own("smtp"),
            "com.fasterxml.jackson..",
            "de.siegmar.fastcsv..",
            "java.."))
        .check(CODE);
    noClasses()
        .that()
        .resideOutsideOfPackages(own("imports"), own("recipientlist"), own("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own("imports"))
        .check(CODE);
  }

  /** It gets verdicts and DNS from the command line, so a list can be checked without either. */
  @Test
  void recipientListsAreCheckedWithoutAwsHttpAndJson() {
    classes()
        .that()
        .resideInAPackage(own("recipientlist"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            own("recipientlist"),
            own("imports"),
            own("diagnosis"),
            own("watchstate"),
            own("suppression"),
            own("classification"),
            own("smtp"),
            "de.siegmar.fastcsv..",
            "java.."))
        .check(CODE);
  }

  private static String own(String name) {
    return "dev.hardstop." + name + "..";
  }
}
