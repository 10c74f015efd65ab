package dev.incumbent.faults.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What only some kinds of faults take; where it is missing, only they are left out. */
public enum Need {
  /** Compiles a library that is loaded before all others. */
  COMPILER("gcc", "gcc libc6-dev", "command -v gcc && echo '#include <dlfcn.h>' | gcc -E -"),

  /** Compiles a program that packets wait in. */
  PACKET_QUEUE(
      "libnetfilter_queue",
      "gcc libc6-dev libnetfilter-queue-dev",
      "echo '#include <libnetfilter_queue/libnetfilter_queue.h>' | gcc -E -"),

  /** Lets clocks run at another rate. */
  FAKETIME("libfaketime", "libfaketime", "ls /usr/lib/*/faketime/libfaketimeMT.so.1");

  private final String what;
  private final String packages;
  private final String probe;

  Need(String what, String packages, String probe) {
    this.what = what;
    this.packages = packages;
    this.probe = probe;
  }

  /** What is missing and how to get it; empty if it is there. */
  public Optional<String> missing() {
    return Shell.ask(List.of("sh", "-c", probe)).ok()
        ? Optional.empty()
        : Optional.of(what + " is missing; on Debian: apt-get install " + packages);
  }

  /** Where {@link #FAKETIME} is. */
  public static Path faketime() {
    return Path.of(Shell.run("sh", "-c", FAKETIME.probe));
  }
}
