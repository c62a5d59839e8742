package dev.hardstop.http;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;

/** The context that Lambda passes with an event. */
final class Invocations {
  static final String ID = "8f5c1c0e-5d1b-4b53-9f0a-2f6f3f0c7a11";
  static final String FUNCTION = "hardstop-function";

  static final Context CONTEXT = (Context) Proxy.newProxyInstance(
      Context.class.getClassLoader(),
      new Class<?>[] {Context.class},
      (proxy, method, arguments) -> switch (method.getName()) {
        case "getAwsRequestId" -> ID;
        case "getFunctionName" -> FUNCTION;
        default -> null;
      });

  private Invocations() {}
}
