package dev.incumbent.cli;

import dev.incumbent.spi.ThisHost;

/** How this process introduces itself: {@code host/pid}. */
public final class ProcessLabel {
  private ProcessLabel() {}

  public static String ofThisProcess() {
    return ThisHost.name() + "/" + ProcessHandle.current().pid();
  }
}
