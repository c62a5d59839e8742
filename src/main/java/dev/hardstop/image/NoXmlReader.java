package dev.hardstop.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Stands in the binary for the JDK's reader of XML streams. The AWS extension of Quarkus registers
 * it for reflection, for services that speak XML; DynamoDB speaks JSON. It would bring the JDK's
 * whole XML parser with it: 3 MB of code.
 */
@TargetClass(className = "com.sun.xml.internal.stream.XMLInputFactoryImpl")
@Substitute
final class NoXmlReader {
  @Substitute
  NoXmlReader() {
    throw new UnsupportedOperationException("there is no XML reader in this binary");
  }
}
