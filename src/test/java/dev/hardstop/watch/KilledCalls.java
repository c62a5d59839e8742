package dev.hardstop.watch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Kills a run at one of its calls to a port: before the call is made, or after it was. */
final class KilledCalls implements UnaryOperator<Object> {
  /** The function was killed; no code catches that. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final AtomicInteger calls = new AtomicInteger();
  private final int fatal;
  private final boolean afterwards;
  private volatile boolean dead;
  private volatile String killedAt = "";

  /**
   * @param fatal the number of the call at which the run is killed, from 1
   * @param afterwards whether the call is made before that
   */
  KilledCalls(int fatal, boolean afterwards) {
    this.fatal = fatal;
    this.afterwards = afterwards;
  }

  /** Only counts the calls. */
  static KilledCalls none() {
    return new KilledCalls(Integer.MAX_VALUE, false);
  }

  /** The method that was called when the run was killed; empty where it was not. */
  String killedAt() {
    return killedAt;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public Object apply(Object real) {
    return Proxy.newProxyInstance(
        real.getClass().getClassLoader(),
        interfaces(real.getClass()),
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(real, arguments);
          }
          boolean fatalCall = calls.incrementAndGet() == fatal;
          dead |= fatalCall;
          killedAt = fatalCall ? method.getName() : killedAt;
          if (dead && !(fatalCall && afterwards)) {
            throw new Killed();
          }
          try {
            Object result = method.invoke(real, arguments);
            if (fatalCall) {
              throw new Killed();
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static Class<?>[] interfaces(Class<?> type) {
    return type.getInterfaces();
  }
}
