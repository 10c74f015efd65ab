package dev.incumbent.faults;

import dev.incumbent.faults.lab.Host;
import dev.incumbent.faults.lab.HostProcess;
import dev.incumbent.history.HistoryEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A process with a place of its own in the lab, which is started again after each crash; each start
 * is an incarnation with a name of its own.
 *
 * <p>Threads: for use by one.
 */
public final class Member {
  private static final long READY_NANOS = 60_000_000_000L;

  private final Host host;
  private final Path log;
  private final Function<String, List<String>> command;
  private final Chronicle chronicle;
  private final Map<String, String> environment = new TreeMap<>();
  private int incarnation;
  private HostProcess process;
  private volatile boolean ready;

  /**
   * Starts it for the first time.
   *
   * @param command by the incarnation's name
   */
  Member(Host host, Path folder, Function<String, List<String>> command, Chronicle chronicle) {
    this.host = host;
    this.log = folder.resolve(host.name() + ".log");
    this.command = command;
    this.chronicle = chronicle;
    this.process = launch();
  }

  /** Starts it again, after it has ended. */
  public void restart() {
    process = launch();
  }

  private HostProcess launch() {
    incarnation++;
    ready = false;
    String name = incarnationName();
    chronicle.add(new HistoryEvent.Started(name, System.nanoTime()));
    HostProcess[] self = new HostProcess[1];
    HostProcess started =
        HostProcess.start(
            host, command.apply(name), environment, log, line -> said(name, line, self));
    synchronized (self) {
      self[0] = started;
      self.notifyAll();
    }
    return started;
  }

  private void said(String name, String line, HostProcess[] self) {
    if (line.startsWith("ready ")) {
      ready = true;
      return;
    }
    chronicle.heard(name, line);
    synchronized (self) {
      while (self[0] == null) {
        try {
          self.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
    self[0].say("ok");
  }

  public Host host() {
    return host;
  }

  public HostProcess process() {
    return process;
  }

  /** The name of what runs now. */
  public String incarnationName() {
    return host.name() + "." + incarnation;
  }

  /** What it is started with from now on, beside this process's own. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Ends it at once; the exit code. */
  public int crash() throws InterruptedException {
    int code = process.crash();
    chronicle.killed(incarnationName());
    return code;
  }

  /** Waits until a node has said that it is ready. */
  public void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + READY_NANOS;
    while (!ready) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(host + " did not become ready, see " + log);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public String toString() {
    return host.name();
  }
}
