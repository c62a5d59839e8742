package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;

/**
 * The JDK's factory of XML readers, which in the binary makes none. The AWS extension of Quarkus
 * registers it for reflection, for services that speak XML; DynamoDB speaks JSON. Its readers would
 * bring the JDK's whole XML parser with them: 3 MB of code.
 */
@TargetClass(className = "com.sun.xml.internal.stream.XMLInputFactoryImpl")
final class NoXmlReader {
  private NoXmlReader() {}

  @Substitute
  XMLStreamReader getXMLStreamReaderImpl(XmlInput input) {
    throw new UnsupportedOperationException("there is no XML reader in this binary");
  }

  @Substitute
  public XMLStreamReader createXMLStreamReader(Source source) {
    throw new UnsupportedOperationException("there is no XML reader in this binary");
  }

  /** The JDK's name for what is read, which is not for others to see. */
  @TargetClass(className = "com.sun.org.apache.xerces.internal.xni.parser.XMLInputSource")
  static final class XmlInput {
    private XmlInput() {}
  }
}
