package dev.incumbent.spi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that this process runs on. */
public final class ThisHost {
  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");

  private ThisHost() {}

  /**
   * Its own name, whether or not that can be resolved; {@code unknown-host} if the system does not
   * tell it. The same for all processes of one machine (and container).
   */
  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return kernels();
    }
  }

  private static String kernels() {
    try {
      return Files.readString(KERNELS).strip();
    } catch (IOException e) {
      return "unknown-host";
    }
  }
}
