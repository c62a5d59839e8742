package dev.hardstop.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The custom runtime: the binary polls the runtime API itself. */
record NativeFunctionProcess(Path bootstrap) implements FunctionProcess {

  @Override
  public List<String> command() {
    return List.of(bootstrap.toString());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("_HANDLER", "bootstrap");
  }
}
