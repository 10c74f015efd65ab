package dev.incumbent.faults;

import dev.incumbent.faults.lab.Bend;
import dev.incumbent.faults.lab.Host;
import dev.incumbent.faults.lab.HostProcess;
import dev.incumbent.faults.lab.Need;
import dev.incumbent.history.HistoryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Optional<Bend> bend;
  private int incarnation;
  private HostProcess process;
  private volatile boolean ready;
  private long saidBefore;

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
    this.bend = Need.COMPILER.missing().isEmpty() ? Optional.of(Bend.of(host)) : Optional.empty();
    bend.ifPresent(b -> environment.putAll(b.environment()));
    this.process = launch();
  }

  /** Starts it again, after it has ended. */
  public void restart() {
    process = launch();
  }

  private HostProcess launch() {
    incarnation++;
    ready = false;
    saidBefore = log.toFile().length();
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

  /** Whether that name is a first start's. */
  static boolean isFirst(String incarnationName) {
    return incarnationName.endsWith(".1");
  }

  /** What it is started with from now on, beside this process's own. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Loads a library into it before all others, from its next start on. */
  public void preload(Path library, Map<String, String> with) {
    environment.merge("LD_PRELOAD", library.toString(), (others, own) -> own + ":" + others);
    environment.putAll(with);
  }

  /** What it sees of its machine; there is one where {@link Need#COMPILER} is met. */
  public Bend bend() {
    return bend.orElseThrow();
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
        String why = process.isAlive() ? " did not become ready" : " ended before it was ready";
        throw new IllegalStateException(host + why + ": " + lastWords());
      }
      Thread.sleep(20);
    }
  }

  /** Waits until it has ended by itself, at most so long; empty if it goes on. */
  public Optional<Ending> findEnding(Duration atMost) throws InterruptedException {
    if (!process.awaitEnd(atMost)) {
      return Optional.empty();
    }
    chronicle.killed(incarnationName());
    return Optional.of(new Ending(process.onEnd().join(), said()));
  }

  /** The last line that it has said on its stderr; the log itself goes with the run. */
  private String lastWords() {
    String last = said().strip();
    return last.isEmpty() ? "it said nothing" : last.substring(last.lastIndexOf('\n') + 1);
  }

  /** What it has said on its stderr since it was started. */
  private String said() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(saidBefore, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  @Override
  public String toString() {
    return host.name();
  }
}
