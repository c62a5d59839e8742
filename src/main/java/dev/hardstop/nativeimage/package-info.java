/**
 * Substitutions for the native binary: code of libraries that it leaves out, and work that is done
 * while it is built. They depend on types of the JDK, the HTTP client, the SDK, SmallRye Config and Quarkus, and
 * nothing of Hardstop; the JVM never loads them. Each one names its upstream issue, or says that none
 * was found. Start reading at {@link dev.hardstop.nativeimage.XmlReaders}.
 */
package dev.hardstop.nativeimage;
