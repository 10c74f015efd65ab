package dev.incumbent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.ExponentialBackoffRetry;

/**
 * A process that stands in many elections of ZooKeeper, through a LeaderLatch of Curator's for
 * each. A token is the sequence number of its node, counted from one.
 */
final class ZooKeeperMass implements MassOrders.Stand {
  private static final int CONNECTION_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 50;

  private final CuratorFramework client;
  private final String name;
  private final MassTold told;
  private final List<LeaderLatch> latches = new ArrayList<>();

  private ZooKeeperMass(CuratorFramework client, String name, MassTold told) {
    this.client = client;
    this.name = name;
    this.told = told;
  }

  /** Takes the connection string, the candidate's name, and the session in milliseconds. */
  public static void main(String[] args) throws Exception {
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            args[0],
            Integer.parseInt(args[2]),
            CONNECTION_MILLIS,
            new ExponentialBackoffRetry(100, 10))) {
      client.start();
      MassOrders.read(stand -> new ZooKeeperMass(client, args[1], stand));
    }
  }

  @Override
  public void begin() throws Exception {
    for (int i = 0; i < told.count(); i++) {
      String election = told.prefix() + i;
      LeaderLatch latch = new LeaderLatch(client, "/" + election, name);
      latch.addListener(
          new LeaderLatchListener() {
            @Override
            public void isLeader() {
              told.leads(election, token(latch));
            }

            @Override
            public void notLeader() {}
          });
      latches.add(latch);
      latch.start();
    }
  }

  private static long token(LeaderLatch latch) {
    String node = latch.getOurPath();
    return Long.parseLong(node.substring(node.lastIndexOf('-') + 1)) + 1;
  }

  @Override
  public void awaitStanding() throws InterruptedException {
    while (latches.stream().anyMatch(latch -> latch.getOurPath() == null)) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void leave() throws Exception {
    for (int i = 0; i < latches.size(); i++) {
      LeaderLatch latch = latches.get(i);
      String election = told.prefix() + i;
      long token = token(latch);
      boolean led = latch.hasLeadership();
      if (led) {
        told.leaves(election, token);
      }
      latch.close();
      if (led) {
        told.left(election, token);
      }
    }
  }
}
