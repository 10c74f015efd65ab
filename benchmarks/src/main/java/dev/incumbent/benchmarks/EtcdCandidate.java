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
      long lease = client.getLeaseClient().grant(Long.parseLong(args[2])).get().getID();
      CloseableClient alive = client.getLeaseClient().keepAlive(lease, new Ignored());
      campaign(client, lease, bytes(args[1]), orders);
      alive.close();
      client.getLeaseClient().revoke(lease).get();
    }
  }

  private static void campaign(Client client, long lease, ByteSequence name, Orders orders)
      throws InterruptedException, ExecutionException {
    Election election = client.getElectionClient();
    Map<String, Clients.Work> works = works(client, lease, name);
    boolean goesOn = true;
    while (goesOn) {
      LeaderKey leader = election.campaign(ELECTION, lease, name).get().getLeader();
      long token = leader.getRevision();
      goesOn = orders.lead(token, System.nanoTime(), works);
      election.resign(leader).get();
      orders.released(token);
    }
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

  /** Who only waits to be elected has no use for the answers. */
  private static final class Ignored implements StreamObserver<LeaseKeepAliveResponse> {
    @Override
    public void onNext(LeaseKeepAliveResponse answer) {}

    @Override
    public void onError(Throwable failure) {
      System.err.println("the lease is kept alive no more: " + failure);
    }

    @Override
    public void onCompleted() {}
  }
}
