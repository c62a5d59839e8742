package dev.hardstop.local;

import java.util.List;
import java.util.Map;

/** How Lambda starts a package: the program and its environment variables. */
sealed interface FunctionProcess permits JvmFunctionProcess, NativeFunctionProcess {

  /** The program and its arguments. */
  List<String> command();

  /** Variables that this kind of runtime needs beside those of every function. */
  Map<String, String> environment();
}
