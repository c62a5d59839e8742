package dev.hardstop.nativeimage;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.stream.XMLInputFactory;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;

/**
 * The SDK asks the JDK which XML reader there is, which looks for service files that the binary has
 * not, and ends at the JDK's own, which {@link NoXmlReader} left out. In the binary it is Aalto, with
 * the settings that the SDK gives it.
 */
@TargetClass(XmlDomParser.class)
final class XmlReading {
  private XmlReading() {}

  @Substitute
  private static XMLInputFactory createXmlInputFactory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
