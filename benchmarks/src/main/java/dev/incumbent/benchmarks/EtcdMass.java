package dev.incumbent.benchmarks;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.support.CloseableClient;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A process that stands in many elections of etcd: whoever makes an election's key leads it, by a
 * transaction that finds none, with a lease that is kept alive; who waits watches all keys by one
 * watch, and tries again when one is deleted. The token is the revision at which the key was made.
 *
 * <p>etcd's own election, one call that waits for each, does not come to an end with thousands of
 * them.
 */
final class EtcdMass implements MassOrders.Stand {
  /** Transactions under way at a time. */
  private static final int WINDOW = 1_000;

  private final Client client;
  private final KV store;
  private final long lease;
  private final ByteSequence name;
  private final MassTold told;
  private final Map<String, Long> held = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> first = new ArrayList<>();
  private final Semaphore window = new Semaphore(WINDOW);
  private volatile boolean leaving;

  private EtcdMass(Client client, long lease, String name, MassTold told) {
    this.client = client;
    this.store = client.getKVClient();
    this.lease = lease;
    this.name = bytes(name);
    this.told = told;
  }

  /** Takes the endpoints with commas between, the candidate's name, and the lease in seconds. */
  public static void main(String[] args) throws Exception {
    try (Client client = Client.builder().endpoints(args[0].split(",", -1)).build()) {
      long lease = client.getLeaseClient().grant(Long.parseLong(args[2])).get().getID();
      CloseableClient alive = client.getLeaseClient().keepAlive(lease, new Ignored());
      MassOrders.read(stand -> new EtcdMass(client, lease, args[1], stand));
      alive.close();
      var unused = client.getLeaseClient().revoke(lease).get();
    }
  }

  @Override
  public void begin() throws InterruptedException {
    WatchOption deletions = WatchOption.builder().isPrefix(true).withNoPut(true).build();
    var unused = client.getWatchClient().watch(bytes(told.prefix()), deletions, this::changed);
    for (int i = 0; i < told.count(); i++) {
      first.add(attempt(told.prefix() + i));
    }
  }

  private void changed(WatchResponse response) {
    for (WatchEvent event : response.getEvents()) {
      String election = event.getKeyValue().getKey().toString(StandardCharsets.UTF_8);
      if (event.getEventType() == WatchEvent.EventType.DELETE && !leaving) {
        again(election);
      }
    }
  }

  /** Not bounded: the thread that watches must not wait. */
  private void again(String election) {
    var unused = commit(election).thenAccept(result -> tried(election, result));
  }

  private CompletableFuture<Void> attempt(String election) throws InterruptedException {
    window.acquire();
    return commit(election)
        .whenComplete((result, failure) -> window.release())
        .thenAccept(result -> tried(election, result));
  }

  private CompletableFuture<TxnResponse> commit(String election) {
    ByteSequence key = bytes(election);
    PutOption leased = PutOption.builder().withLeaseId(lease).build();
    return store
        .txn()
        .If(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.version(0)))
        .Then(Op.put(key, name, leased))
        .commit();
  }

  private void tried(String election, TxnResponse result) {
    if (result.isSucceeded()) {
      held.put(election, result.getHeader().getRevision());
      told.leads(election, result.getHeader().getRevision());
    }
  }

  @Override
  public void awaitStanding() {
    first.forEach(CompletableFuture::join);
  }

  @Override
  public void leave() throws InterruptedException {
    leaving = true;
    List<CompletableFuture<Void>> deletions = new ArrayList<>();
    for (Map.Entry<String, Long> one : held.entrySet()) {
      window.acquire();
      told.leaves(one.getKey(), one.getValue());
      deletions.add(
          store
              .delete(bytes(one.getKey()))
              .whenComplete((result, failure) -> window.release())
              .thenAccept(deleted -> told.left(one.getKey(), one.getValue())));
    }
    deletions.forEach(CompletableFuture::join);
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  /** Who only holds has no use for the answers. */
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
