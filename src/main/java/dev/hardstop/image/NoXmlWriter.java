package dev.hardstop.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** Stands in the binary for the JDK's writer of XML streams, as {@link NoXmlReader} for its reader. */
@TargetClass(className = "com.sun.xml.internal.stream.XMLOutputFactoryImpl")
@Substitute
final class NoXmlWriter {
  @Substitute
  NoXmlWriter() {
    throw new UnsupportedOperationException("there is no XML writer in this binary");
  }
}
