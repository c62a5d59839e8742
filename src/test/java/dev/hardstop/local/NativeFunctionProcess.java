package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The custom runtime: the binary polls the runtime API itself.
 *
 * @param bootstrap the binary
 * @param bound whether it must end together with the process that started it. A JVM notices that
 *     the runtime API is gone and ends; the binary stops and stays, because Lambda always ends it
 *     from outside. So the kernel is asked to do that, which costs a millisecond at the start.
 */
record NativeFunctionProcess(Path bootstrap, boolean bound) implements FunctionProcess {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  NativeFunctionProcess {
    requireNonNull(bootstrap, "bootstrap is null");
  }

  @Override
  public List<String> command() {
    return bound && Files.isExecutable(SETPRIV)
        ? List.of(SETPRIV.toString(), "--pdeathsig", "KILL", bootstrap.toString())
        : List.of(bootstrap.toString());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("_HANDLER", "bootstrap");
  }
}
