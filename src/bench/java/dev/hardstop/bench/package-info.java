/**
 * How quick and how small the package is: the native binary and the JVM package side by side, run
 * as Lambda runs them. It depends on the local system and the package, and not on the code inside.
 * Start reading at {@link dev.hardstop.bench.Benchmark}.
 */
package dev.hardstop.bench;
