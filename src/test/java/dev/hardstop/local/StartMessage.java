package dev.hardstop.local;

import java.net.URI;

/**
 * The message that the local system prints when it has started: its address and commands to try.
 */
final class StartMessage {
  private static final String TEXT = """

      Hardstop runs at ADDRESS until Ctrl-C; then it forgets everything.

        The console, a page for your browser:
          ADDRESS/
        A message to gone@example.org bounces with 5.4.1:
          examples/send examples/access-denied.sqs.json --url ADDRESS
        May it be mailed, and why not?
          curl -s ADDRESS/v1/addresses/gone@example.org
        The same without HTTP, as code of yours would ask Lambda (examples/invoke):
          AWS_ENDPOINT_URL_LAMBDA=ADDRESS HARDSTOP_CHECK_FUNCTION=local-check \\
            AWS_DEFAULT_REGION=eu-central-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
            python3 examples/invoke/check.py gone@example.org
        What others hear of it (docs/events.md), and the suppression list of the stand-in for SES:
          curl -s ADDRESS/events
          curl -s ADDRESS/ses-list
        Somebody knows better:
          curl -s ADDRESS/v1/release -H 'content-type: application/json' \\
            -d '{"subject":"gone@example.org","why":"wrote to us today"}'
        Three weeks of mail, in which one tenant breaks (blocklisted, stale-list, quiet-week):
          ./mvnw -q -DskipTests test-compile exec:java@scenario -Dexec.args="tenant-breaks 1 ADDRESS"
        Let watch look, and read the mail that it sends:
          curl -s -d '{}' ADDRESS/watch
          ADDRESS/digest
      """;

  private StartMessage() {}

  static String to(URI address) {
    return TEXT.replace("ADDRESS", address.toString());
  }
}
