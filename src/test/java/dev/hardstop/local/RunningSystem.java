package dev.hardstop.local;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local system of the packaged function for all tests of this JVM, started when the first asks for
 * a {@link LocalSystem}. The system property {@code function.zip} names the package. No test
 * depends on whether that package runs on a JVM or is a native binary. A class that has this
 * extension begins with an empty system, whatever other classes did before.
 */
public final class RunningSystem implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RunningSystem.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    LocalSystem running = store(context).get(LocalSystem.class, LocalSystem.class);
    if (running != null) {
      running.forgetEverything();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context).computeIfAbsent(LocalSystem.class, type -> start(), LocalSystem.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
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
