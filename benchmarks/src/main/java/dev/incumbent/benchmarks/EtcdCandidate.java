package dev.incumbent.benchmarks;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.support.CloseableClient;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A candidate of etcd's own election, through jetcd, with a lease that is kept alive. Its token is
 * the revision at which its key was made.
 */
final class EtcdCandidate {
  private static final ByteSequence ELECTION = bytes("bench");

  private EtcdCandidate() {}

  /** Takes the endpoints with commas between, the candidate's name, and the lease in seconds. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Orders orders = Orders.read();
    try (Client client = Client.builder().endpoints(args[0].split(",")).build()) {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = stand(client, Long.parseLong(args[2]), bytes(args[1]), orders);
      }
    }
  }

  /** Campaigns with one lease, until that is lost or it is told to end; whether to go on. */
  private static boolean stand(Client client, long seconds, ByteSequence name, Orders orders)
      throws InterruptedException, ExecutionException {
    long lease = client.getLeaseClient().grant(seconds).get().getID();
    Alive alive = new Alive(orders);
    CloseableClient kept = client.getLeaseClient().keepAlive(lease, alive);
    try {
      boolean goesOn = true;
      while (goesOn && !alive.lost) {
        goesOn = campaign(client, lease, name, orders, alive);
      }
      if (!alive.lost) {
        client.getLeaseClient().revoke(lease).get();
      }
      return goesOn;
    } catch (ExecutionException e) {
      if (alive.lost) {
        return true;
      }
      throw e;
    } finally {
      kept.close();
    }
  }

  private static boolean campaign(
      Client client, long lease, ByteSequence name, Orders orders, Alive alive)
      throws InterruptedException, ExecutionException {
    Election election = client.getElectionClient();
    LeaderKey leader = election.campaign(ELECTION, lease, name).get().getLeader();
    long token = leader.getRevision();
    boolean goesOn = orders.lead(token, System.nanoTime(), works(client, lease, name));
    if (!alive.lost) {
      election.resign(leader).get();
    }
    orders.released(token);
    return goesOn;
  }

  private static Map<String, Clients.Work> works(Client client, long lease, ByteSequence name) {
    Election election = client.getElectionClient();
    KV store = client.getKVClient();
    ByteSequence value = bytes("x".repeat(256));
    return Map.of(
        "write",
        key -> {
          var unused = store.put(bytes("written/" + key), value).get();
        },
        "cycle",
        number -> {
          ByteSequence own = bytes("cycle-" + number);
          var unused = election.resign(election.campaign(own, lease, name).get().getLeader()).get();
        });
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  /** What the lease's stream says: when that ends, or the lease has, the leadership is lost. */
  private static final class Alive implements StreamObserver<LeaseKeepAliveResponse> {
    private final Orders orders;
    private volatile boolean lost;

    private Alive(Orders orders) {
      this.orders = orders;
    }

    @Override
    public void onNext(LeaseKeepAliveResponse answer) {
      if (answer.getTTL() <= 0) {
        lose("the lease has ended");
      }
    }

    @Override
    public void onError(Throwable failure) {
      lose(failure.toString());
    }

    @Override
    public void onCompleted() {
      lose("its stream has ended");
    }

    private void lose(String why) {
      long now = System.nanoTime();
      lost = true;
      orders.lose(now);
      System.err.println("the lease is kept alive no more: " + why);
    }
  }
}
