package dev.hardstop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds what the functions are compared with: {@code src/bench/node/peer.mjs}, in one file with the AWS
 * SDK for JavaScript, as a package that starts Node. It needs {@code node} and {@code npm}, and fetches
 * the SDK and esbuild with them.
 */
final class NodePeer {
  private static final Path SOURCE = Path.of("src/bench/node");
  private static final Path FOLDER = Path.of("target/node-peer");
  private static final long LONGEST_MINUTES = 5;

  /** A file that is one module may contain modules that call {@code require}. */
  private static final String REQUIRE =
      "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);";

  private NodePeer() {}

  /** The zip of the package; empty where it cannot be built, which is said on standard error. */
  static Optional<Path> build() throws InterruptedException {
    try {
      Path node = program("node");
      Path npm = program("npm");
      Files.createDirectories(FOLDER);
      for (String file : List.of("package.json", "peer.mjs")) {
        Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
      }
      run(npm.toString(), "install", "--no-audit", "--no-fund", "--ignore-scripts");
      run(
          npm.toString(),
          "exec",
          "--no",
          "--",
          "esbuild",
          "peer.mjs",
          "--bundle",
          "--minify",
          "--platform=node",
          "--format=esm",
          "--outfile=bundle/peer.mjs",
          "--banner:js=" + REQUIRE);
      return Optional.of(zip(node));
    } catch (IOException e) {
      System.err.println("not measured: a peer on Node: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Path zip(Path node) throws IOException {
    Path zip = FOLDER.resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bootstrap"));
      out.write(("#!/bin/sh\nexec " + node + " \"$LAMBDA_TASK_ROOT/peer.mjs\"\n")
          .getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("peer.mjs"));
      out.write(Files.readAllBytes(FOLDER.resolve("bundle/peer.mjs")));
    }
    return zip;
  }

  private static Path program(String name) throws IOException {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder, name).toAbsolutePath();
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new IOException("there is no " + name);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path log = FOLDER.resolve("build.log");
    Process process = new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " takes too long");
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed, see " + log);
    }
  }
}
