package dev.incumbent.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process introduces itself: {@code host/pid}. */
public final class ProcessLabel {
  private ProcessLabel() {}

  public static String ofThisProcess() {
    return hostName() + "/" + ProcessHandle.current().pid();
  }

  /** This machine's name, {@code localhost} if it has none. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
