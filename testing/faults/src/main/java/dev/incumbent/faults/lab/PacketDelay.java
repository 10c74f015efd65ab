package dev.incumbent.faults.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Packets that reach a host wait, each for a time of its own, so that later ones overtake them
 * ({@code delay.c}). Threads: for use by one.
 */
public final class PacketDelay {
  private static final String QUEUE = "1";
  private static final long PATIENCE_SECONDS = 20;

  private final Host host;
  private final HostProcess process;
  private final CompletableFuture<String> counts;

  /** How many packets waited, and how many of them were overtaken. */
  public record Counts(long held, long overtaken) {}

  private PacketDelay(Host host, HostProcess process, CompletableFuture<String> counts) {
    this.host = host;
    this.process = process;
    this.counts = counts;
  }

  /**
   * Begins.
   *
   * @param base how long each packet waits at least
   * @param jitter how much longer at most
   */
  public static PacketDelay at(Host host, Duration base, Duration jitter) {
    CompletableFuture<String> holding = new CompletableFuture<>();
    CompletableFuture<String> counts = new CompletableFuture<>();
    HostProcess process =
        HostProcess.start(
            host,
            List.of(
                Compiled.delay(host.registry().folder()).toString(),
                QUEUE,
                Long.toString(base.toMillis()),
                Long.toString(jitter.toMillis())),
            Map.of(),
            host.registry().folder().resolve(host.name() + ".delay.log"),
            line -> (line.equals("holding") ? holding : counts).complete(line));
    var unused = holding.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    host.queue(QUEUE);
    return new PacketDelay(host, process, counts);
  }

  /** Lets go of all that wait, and holds none any more. */
  public Counts end() {
    var unused = host.unfilter();
    process.endInput();
    String[] words = counts.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().split(" ", 2);
    return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }
}
