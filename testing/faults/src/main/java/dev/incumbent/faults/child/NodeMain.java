package dev.incumbent.faults.child;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * A node's process: {@code MAIN ARGUMENT…}, the program's own main class and what it is called
 * with. Where its clock is bent, it tells what that shows.
 */
public final class NodeMain {
  private static final String BENT = "FAKETIME";

  private NodeMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    if (System.getenv(BENT) != null) {
      new Clocks(new Wire()).start();
    }
    Object arguments = Arrays.copyOfRange(args, 1, args.length);
    try {
      Object unused =
          Class.forName(args[0]).getMethod("main", String[].class).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(args[0] + " failed", e.getCause());
    }
  }
}
