package dev.hardstop.local;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local system of the packaged function for all tests of this JVM, started when the first asks for
 * a {@link LocalSystem}. The system property {@code function.zip} names the package. No test
 * depends on whether that package runs on a JVM or is a native binary.
 */
public final class RunningSystem implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RunningSystem.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(LocalSystem.class, type -> start(), LocalSystem.class);
  }

  private static LocalSystem start() {
    try {
      return LocalSystem.start(new LocalSettings(
              0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
          .startingWhenInvoked());
    } catch (Exception e) {
      throw new IllegalStateException("the local system did not start: " + e.getMessage(), e);
    }
  }
}
