package dev.incumbent.cli.bench.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A process with many sessions over one connection to the node that leads, each renewed again as
 * soon as its last renewal was acknowledged. On stdin it is told
 *
 * <ul>
 *   <li>{@code open COUNT TTL_MILLIS}: to open them. It says {@code opened COUNT NANOS} when all
 *       are.
 *   <li>{@code count MILLIS}: to count acknowledgements for so long. It says {@code did COUNT
 *       NANOS}.
 * </ul>
 *
 * <p>It says {@code lost COUNT NANOS} when a session has ended at the coordinator, and {@code
 * violated - WHAT} when the coordinator broke its word.
 */
public final class RenewingSessions implements WireSession.User {
  private static final long LOOK_MILLIS = 200;

  /** Sessions that are being opened. */
  private static final int AT_A_TIME = 100;

  private final Nodes nodes;
  private final String label;
  private final Queue<WireSession> toStart = new ConcurrentLinkedQueue<>();
  private final LongAdder acknowledged = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile int wanted;

  private RenewingSessions(Nodes nodes, String label) {
    this.nodes = nodes;
    this.label = label;
  }

  /** Takes the cluster's URI and a label for the sessions. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Nodes nodes = new Nodes(Nodes.addresses(args[0]))) {
      RenewingSessions sessions = new RenewingSessions(nodes, args[1]);
      Orders.read(sessions::obey);
    }
  }

  private void obey(String[] order) throws InterruptedException {
    switch (order[0]) {
      case "open" -> open(Integer.parseInt(order[1]), Long.parseLong(order[2]));
      case "count" -> count(Long.parseLong(order[1]));
      default -> throw Orders.unknown(order[0]);
    }
  }

  private void open(int count, long ttlMillis) {
    List<WireSession> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new WireSession(nodes, label, ttlMillis, this));
    }
    toStart.addAll(all);
    wanted = count;
    nodes.every(LOOK_MILLIS, () -> all.forEach(WireSession::look));
    for (int i = 0; i < AT_A_TIME; i++) {
      startNext();
    }
  }

  private void startNext() {
    WireSession next = toStart.poll();
    if (next != null) {
      next.start();
    }
  }

  private void count(long millis) throws InterruptedException {
    long before = acknowledged.sum();
    long begin = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(millis);
    long count = acknowledged.sum() - before;
    System.out.println("did " + count + " " + (System.nanoTime() - begin));
  }

  @Override
  public void opened(WireSession session) {
    if (open.incrementAndGet() == wanted) {
      System.out.println("opened " + wanted + " " + System.nanoTime());
    }
    session.renew();
    startNext();
  }

  @Override
  public void renewed(WireSession session) {
    acknowledged.increment();
    session.renew();
  }

  @Override
  public void gone(WireSession session) {
    open.decrementAndGet();
    System.out.println("lost " + lost.incrementAndGet() + " " + System.nanoTime());
  }

  @Override
  public void violated(String what) {
    System.out.println("violated - " + what);
  }
}
