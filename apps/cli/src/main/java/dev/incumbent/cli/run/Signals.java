package dev.incumbent.cli.run;

import dev.incumbent.cli.supervisor.ForwardedSignal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Takes the signals that end a process away from the JVM and gives them to somebody else.
 *
 * <p>The JDK has this in {@code sun.misc.Signal} only, which the compiler warns of; so it is called
 * by reflection. Threads: the receiver is called on the JVM's signal thread and must not block.
 */
public final class Signals {
  private Signals() {}

  /**
   * Gives INT, TERM and HUP to {@code receiver} from now on. A signal that the process was started
   * to ignore ({@code nohup}) stays ignored.
   *
   * @throws IllegalStateException if this JVM has no such thing
   */
  public static void handOver(Consumer<ForwardedSignal> receiver) {
    for (ForwardedSignal signal : ForwardedSignal.values()) {
      handOver(signal, receiver);
    }
  }

  private static void handOver(ForwardedSignal signal, Consumer<ForwardedSignal> receiver) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object name = signalType.getConstructor(String.class).newInstance(signal.name());
      Object proxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              handler(signal, receiver));
      Object before =
          signalType.getMethod("handle", signalType, handlerType).invoke(null, name, proxy);
      Object ignored = handlerType.getField("SIG_IGN").get(null);
      if (before != null && before.equals(ignored)) {
        signalType.getMethod("handle", signalType, handlerType).invoke(null, name, ignored);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM hands over no signals", e);
    }
  }

  private static InvocationHandler handler(
      ForwardedSignal signal, Consumer<ForwardedSignal> receiver) {
    return (proxy, method, arguments) -> {
      if (method.getName().equals("handle")) {
        receiver.accept(signal);
        return null;
      }
      return method.invoke(receiver, arguments);
    };
  }
}
