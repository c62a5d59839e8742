/**
 * What the native binary leaves out, or has done already, although a library asks for it. It knows
 * names of the JDK, the HTTP client, the SDK and Quarkus, and nothing of Hardstop; the JVM never loads it. Start reading
 * at {@link dev.hardstop.nativeimage.NoXmlReader}.
 */
package dev.hardstop.nativeimage;
