package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The managed Java runtime: AWS's runtime interface client polls and calls the classes of the
 * package. Its own class path is what Lambda has in {@code /var/runtime/lib}; the package's classes
 * it takes from its working directory.
 *
 * @param nativeClient the client's library
 * @param options of the JVM, beside those of every function
 * @param classPath what the JVM itself loads: at first the client alone
 */
record JvmFunctionProcess(Path nativeClient, List<String> options, List<Path> classPath)
    implements FunctionProcess {
  private static final String HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
  private static final String NATIVE_CLIENT_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  JvmFunctionProcess {
    requireNonNull(nativeClient, "nativeClient is null");
    options = List.copyOf(options);
    classPath = List.copyOf(classPath);
  }

  /**
   * Unpacks the client's library, which by itself it unpacks to one place for all of its processes:
   * one that starts then takes the library from under another.
   *
   * @param folder one of its own; it may have the library already
   * @throws IOException where the client does not run, which is wherever Lambda would not
   */
  static JvmFunctionProcess unpack(Path folder) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String library = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IOException("AWS's runtime interface client runs on Linux only");
    }
    Files.createDirectories(folder);
    Path target = folder.resolve("libaws-lambda-jni.so");
    if (Files.notExists(target)) {
      try (InputStream content = AWSLambda.class.getResourceAsStream(library)) {
        Files.copy(requireNonNull(content, library + " is missing"), target);
      }
    }
    return new JvmFunctionProcess(target, List.of(), runtimeClassPath());
  }

  /**
   * The same package for many processes: its classes are on the JVM's own class path, so that an
   * archive of loaded classes can contain them. The client's class loader finds them there first.
   *
   * @param jars of the package, which stay where they are
   */
  JvmFunctionProcess withClasses(List<Path> jars) {
    List<Path> all = new ArrayList<>(classPath);
    all.addAll(jars);
    return new JvmFunctionProcess(nativeClient, options, all);
  }

  /** The same with another option of the JVM. */
  JvmFunctionProcess with(String option) {
    List<String> all = new ArrayList<>(options);
    all.add(option);
    return new JvmFunctionProcess(nativeClient, all, classPath);
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(
        // As Lambda's Java runtime has it; more threads would only take the other functions' time.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        // A small young generation uses the same pages of memory again, and most of these processes
        // live for seconds.
        "-Xmn16m",
        // The client loads a library: newer JDKs warn of it where the function logs.
        "--enable-native-access=ALL-UNNAMED",
        "-D" + NATIVE_CLIENT_PROPERTY + "=" + nativeClient,
        "-cp",
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
        AWSLambda.class.getName(),
        HANDLER));
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("_HANDLER", HANDLER);
  }

  private static List<Path> runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, LambdaLogger.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(JvmFunctionProcess::jarOf)
        .toList();
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName() + " is not in a jar", e);
    }
  }
}
