package dev.hardstop.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser for all tests of this JVM, started when the first asks for a {@link Browser}. Where there
 * is none, the tests are skipped; {@code .ci/run} wants the line that they print.
 */
public final class RunningBrowser implements ParameterResolver, ExecutionCondition {
  private static final Namespace NAMESPACE = Namespace.create(RunningBrowser.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Browser.isInstalled()) {
      return ConditionEvaluationResult.enabled("there is a browser");
    }
    String reason =
        "no chromium and chromium-driver are installed: the console is not tested in a browser";
    if (context.getTestMethod().isEmpty()) {
      System.out.println(context.getDisplayName() + " is skipped: " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Browser.class, type -> start(), Browser.class);
  }

  private static Browser start() {
    try {
      return Browser.start();
    } catch (Exception e) {
      throw new IllegalStateException("the browser did not start: " + e.getMessage(), e);
    }
  }
}
