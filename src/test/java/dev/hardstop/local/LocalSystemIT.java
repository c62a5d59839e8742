package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The local system as a program: how it comes up, and that it leaves nothing behind. */
class LocalSystemIT {

  /** A JVM treats the first three alike. KILL leaves no time to end the processes: they notice by themselves. */
  static List<String> signals() {
    return Soak.isLong() ? List.of("TERM", "INT", "HUP", "KILL") : List.of("KILL");
  }

  @ParameterizedTest
  @MethodSource("signals")
  void endsWithAllItsProcesses(String signal) throws Exception {
    try (LocalProgram program = LocalProgram.start(0)) {
      LocalApi api = new LocalApi(program.awaitAddress());
      assertThat(api.get("/v1/health").status()).isEqualTo(200);
      List<ProcessHandle> functions = program.children();
      assertThat(functions).hasSameSizeAs(Deployment.read(TestPackage.TEMPLATE).functions());

      program.signal(signal);

      program.awaitEnd();
      LocalProgram.awaitEnd(functions);
      assertThat(program.complaints()).isEmpty();
    }
  }

  @Test
  void endsWithAllItsProcessesWhileItStarts() throws Exception {
    try (LocalProgram program = LocalProgram.start(0)) {
      List<ProcessHandle> functions = program.awaitChildren();

      program.signal("TERM");

      program.awaitEnd();
      LocalProgram.awaitEnd(functions);
      assertThat(program.complaints()).isEmpty();
    }
  }

  @Test
  void aBusyPortIsReportedInOneLineAndNothingRuns() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        LocalProgram program = LocalProgram.start(busy.getLocalPort())) {
      assertThat(program.awaitEnd()).isEqualTo(1);
      assertThat(program.complaints())
          .singleElement()
          .asString()
          .contains("port " + busy.getLocalPort() + " is in use");
    }
  }
}
