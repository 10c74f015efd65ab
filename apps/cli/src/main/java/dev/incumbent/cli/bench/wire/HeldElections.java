package dev.incumbent.cli.bench.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that holds many elections, at most {@value #ELECTIONS_A_SESSION} a session. On stdin it
 * is told {@code campaign COUNT PREFIX}: to acquire that many more, named by the prefix and a
 * number. It says {@code begun COUNT NANOS PREFIX}, and {@code all COUNT NANOS PREFIX} when it
 * leads all; {@code violated - WHAT} if one was lost or refused.
 */
public final class HeldElections {
  /** What a session holds is told in one message when it attaches anew. */
  private static final int ELECTIONS_A_SESSION = 5_000;

  /** Our default. */
  private static final long TTL_MILLIS = 5_000;

  private static final long RENEWAL_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 200;

  private final Nodes nodes;
  private final String label;

  private HeldElections(Nodes nodes, String label) {
    this.nodes = nodes;
    this.label = label;
  }

  /** Takes the cluster's URI and a label for the sessions. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Nodes nodes = new Nodes(Nodes.addresses(args[0]))) {
      HeldElections held = new HeldElections(nodes, args[1]);
      Orders.read(held::obey);
    }
  }

  private void obey(String[] order) {
    if (!order[0].equals("campaign")) {
      throw Orders.unknown(order[0]);
    }
    int count = Integer.parseInt(order[1]);
    String prefix = order[2];
    AtomicInteger missing = new AtomicInteger(count);
    say("begun", count, prefix);
    for (int from = 0; from < count; from += ELECTIONS_A_SESSION) {
      List<String> names = new ArrayList<>();
      for (int i = from; i < Math.min(from + ELECTIONS_A_SESSION, count); i++) {
        names.add(prefix + i);
      }
      HoldingSession holder =
          new HoldingSession(names, () -> told(missing.decrementAndGet(), count, prefix));
      WireSession session = new WireSession(nodes, label, TTL_MILLIS, holder);
      nodes.every(LOOK_MILLIS, session::look);
      nodes.every(RENEWAL_MILLIS, session::renew);
      session.start();
    }
  }

  private static void told(int missing, int count, String prefix) {
    if (missing == 0) {
      say("all", count, prefix);
    }
  }

  private static void say(String word, int count, String prefix) {
    System.out.println(word + " " + count + " " + System.nanoTime() + " " + prefix);
  }
}
