package dev.hardstop.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the commands that load most of the classes. {@code bin/hardstop} runs it once after a build and lets the JVM
 * write the loaded classes to an archive, with which commands start in half the time. No command reaches a server,
 * because nothing listens on port 1 of the loopback interface.
 */
final class ClassArchive {
  private static final String NOWHERE = "http://127.0.0.1:1";
  private static final List<List<String>> COMMANDS = List.of(
      List.of("--help"),
      List.of("explain", "smtp; 550 5.1.1 User unknown"),
      List.of("check", "a@example.com", "--url", NOWHERE),
      List.of("check", "a@example.com", "--stack", "none"),
      List.of("console", "--url", NOWHERE, "--port", "0"));

  private ClassArchive() {}

  public static void main(String... none) {
    System.setProperty("aws.endpointUrlSsm", NOWHERE);
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "none");
    System.setProperty("aws.secretAccessKey", "none");
    System.setProperty("aws.maxAttempts", "1");
    PrintStream unread = new PrintStream(OutputStream.nullOutputStream());
    for (List<String> command : COMMANDS) {
      Console console =
          new Console(InputStream.nullInputStream(), unread, unread, Map.of(), Set.of());
      Hardstop.run(console, command.toArray(new String[0]));
    }
  }
}
