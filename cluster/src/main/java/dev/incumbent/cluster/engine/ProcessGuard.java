package dev.incumbent.cluster.engine;

import java.lang.Thread.UncaughtExceptionHandler;
import org.apache.ratis.util.ExitUtils;

/**
 * Keeps the library from ending the process it is embedded in.
 *
 * <p>When its exit helper is loaded, it makes itself the process-wide handler of uncaught
 * exceptions and answers any of them, from any thread of the application, with {@code System.exit}.
 */
final class ProcessGuard {

  private static boolean installed;

  private ProcessGuard() {}

  static synchronized void install() {
    if (installed) {
      return;
    }
    UncaughtExceptionHandler ofTheApplication = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit();
    ExitUtils.setTerminateOnUncaughtException(false);
    Thread.setDefaultUncaughtExceptionHandler(ofTheApplication);
    installed = true;
  }
}
