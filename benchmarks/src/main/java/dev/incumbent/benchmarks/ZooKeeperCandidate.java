package dev.incumbent.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.KeeperException;

/**
 * A candidate of ZooKeeper, through Curator's LeaderLatch. Its token is the sequence number of its
 * node, counted from one.
 */
final class ZooKeeperCandidate {
  private static final String ELECTION = "/bench";
  private static final int CONNECTION_MILLIS = 15_000;
  private static final byte[] VALUE = "x".repeat(256).getBytes(StandardCharsets.UTF_8);

  private ZooKeeperCandidate() {}

  /** Takes the connection string, the candidate's name, and the session in milliseconds. */
  public static void main(String[] args) throws Exception {
    Orders orders = Orders.read();
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            args[0],
            Integer.parseInt(args[2]),
            CONNECTION_MILLIS,
            new ExponentialBackoffRetry(100, 10))) {
      client.start();
      boolean goesOn = true;
      while (goesOn) {
        goesOn = campaign(client, args[1], orders);
      }
    }
  }

  private static boolean campaign(CuratorFramework client, String name, Orders orders)
      throws Exception {
    BlockingQueue<Long> elected = new LinkedBlockingQueue<>();
    LeaderLatch latch = new LeaderLatch(client, ELECTION, name);
    latch.addListener(new Told(elected, orders));
    latch.start();
    long electedNanos = elected.take();
    if (!latch.hasLeadership()) {
      latch.close();
      return true;
    }
    String node = latch.getOurPath();
    long token = Long.parseLong(node.substring(node.lastIndexOf('-') + 1)) + 1;
    boolean goesOn = orders.lead(token, electedNanos, works(client));
    latch.close();
    orders.released(token);
    return goesOn;
  }

  /** What the latch says of its leadership. */
  private record Told(BlockingQueue<Long> elected, Orders orders) implements LeaderLatchListener {
    @Override
    public void isLeader() {
      elected.add(System.nanoTime());
    }

    @Override
    public void notLeader() {
      orders.lose(System.nanoTime());
    }
  }

  private static Map<String, Clients.Work> works(CuratorFramework client) {
    return Map.of(
        "write", writer -> write(client, "/written/" + writer),
        "cycle", number -> cycle(new InterProcessMutex(client, "/cycle/" + number)));
  }

  /** The node is made when it is first written. */
  private static void write(CuratorFramework client, String node) throws Exception {
    try {
      var unused = client.setData().forPath(node, VALUE);
    } catch (KeeperException.NoNodeException e) {
      var unused = client.create().creatingParentsIfNeeded().forPath(node, VALUE);
    }
  }

  private static void cycle(InterProcessMutex mutex) throws Exception {
    mutex.acquire();
    mutex.release();
  }
}
