package dev.hardstop.nativeimage;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;

/**
 * Replaces the JDK's XML parser, 3 MB of code, with Aalto. Only SES and SNS answer in XML; DynamoDB
 * answers in JSON.
 *
 * <p>Upstream: no issue was found about the size of the JDK's parser, which the AWS extension of
 * Quarkus registers for reflection, or about how the SDK chooses its XML parser in a native binary.
 */
final class XmlReaders {
  private XmlReaders() {}

  /** Makes the JDK's factory create no reader, so that its parser is not part of the binary. */
  @TargetClass(className = "com.sun.xml.internal.stream.XMLInputFactoryImpl")
  static final class JdkFactory {
    private JdkFactory() {}

    @Substitute
    XMLStreamReader getXMLStreamReaderImpl(JdkInput input) {
      throw new UnsupportedOperationException("the JDK's XML parser is not part of this binary");
    }

    @Substitute
    public XMLStreamReader createXMLStreamReader(Source source) {
      throw new UnsupportedOperationException("the JDK's XML parser is not part of this binary");
    }
  }

  /** The type of a parameter above, which the JDK does not export. */
  @TargetClass(className = "com.sun.org.apache.xerces.internal.xni.parser.XMLInputSource")
  static final class JdkInput {
    private JdkInput() {}
  }

  /**
   * Makes the SDK use Aalto, with the same settings as the SDK's own. The SDK would look for a
   * service file, which the binary does not contain, and fall back to the JDK's parser.
   */
  @TargetClass(XmlDomParser.class)
  static final class SdkParser {
    private SdkParser() {}

    @Substitute
    private static XMLInputFactory createXmlInputFactory() {
      XMLInputFactory factory = new InputFactoryImpl();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      return factory;
    }
  }
}
