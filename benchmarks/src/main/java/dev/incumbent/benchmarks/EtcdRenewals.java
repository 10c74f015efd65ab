package dev.incumbent.benchmarks;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * A process with many leases of etcd, each kept alive again as soon as that was last acknowledged,
 * by streams on one connection to the server that leads: others ask it for each. Its orders are
 * {@code open COUNT …} and {@code count MILLIS}.
 */
final class EtcdRenewals {
  /** A server takes a stream's requests one after the other. */
  private static final int STREAMS = 16;

  /** Grants under way at a time. */
  private static final int WINDOW = 500;

  private final Client client;
  private final ManagedChannel leader;
  private final long ttlSeconds;
  private final LongAdder acknowledged = new LongAdder();

  private EtcdRenewals(Client client, ManagedChannel leader, long ttlSeconds) {
    this.client = client;
    this.leader = leader;
    this.ttlSeconds = ttlSeconds;
  }

  /** Takes the endpoints with commas between, the process's name, and the lease in seconds. */
  public static void main(String[] args) throws Exception {
    String[] endpoints = args[0].split(",", -1);
    try (Client client = Client.builder().endpoints(endpoints).build();
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      URI address = URI.create(leader(client, endpoints));
      ManagedChannel channel =
          ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
              .usePlaintext()
              .directExecutor()
              .build();
      EtcdRenewals renewals = new EtcdRenewals(client, channel, Long.parseLong(args[2]));
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        renewals.obey(order.split(" ", -1));
        order = orders.readLine();
      }
      var unused = channel.shutdownNow();
    }
  }

  private static String leader(Client client, String[] endpoints) throws Exception {
    for (String endpoint : endpoints) {
      StatusResponse status = client.getMaintenanceClient().statusMember(endpoint).get();
      if (status.getLeader() == status.getHeader().getMemberId()) {
        return endpoint;
      }
    }
    throw new IllegalStateException("no server says that it leads");
  }

  private void obey(String[] order) throws Exception {
    switch (order[0]) {
      case "open" -> open(Integer.parseInt(order[1]));
      case "count" -> count(Long.parseLong(order[1]));
      default -> throw new IllegalArgumentException("order '" + order[0] + "' is unknown");
    }
  }

  private void open(int count) {
    List<Long> leases = new ArrayList<>();
    for (int i = 0; i < count; i += WINDOW) {
      List<CompletableFuture<LeaseGrantResponse>> grants = new ArrayList<>();
      for (int j = i; j < Math.min(i + WINDOW, count); j++) {
        grants.add(client.getLeaseClient().grant(ttlSeconds));
      }
      grants.forEach(grant -> leases.add(grant.join().getID()));
    }
    for (int i = 0; i < STREAMS; i++) {
      new Stream(this).begin(leases, i);
    }
    System.out.println("opened " + count + " " + System.nanoTime());
  }

  private void count(long millis) throws InterruptedException {
    long before = acknowledged.sum();
    long begin = System.nanoTime();
    Thread.sleep(millis);
    long count = acknowledged.sum() - before;
    System.out.println("did " + count + " " + (System.nanoTime() - begin));
  }

  /** One stream's leases, each asked for again when it is answered. */
  private static final class Stream implements StreamObserver<LeaseKeepAliveResponse> {
    private final EtcdRenewals owner;
    private final StreamObserver<LeaseKeepAliveRequest> requests;

    private Stream(EtcdRenewals owner) {
      this.owner = owner;
      this.requests = LeaseGrpc.newStub(owner.leader).leaseKeepAlive(this);
    }

    private void begin(List<Long> leases, int first) {
      for (int i = first; i < leases.size(); i += STREAMS) {
        ask(leases.get(i));
      }
    }

    /** A stream is no use to two threads at a time. */
    private synchronized void ask(long lease) {
      requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
    }

    @Override
    public void onNext(LeaseKeepAliveResponse answer) {
      if (answer.getTTL() <= 0) {
        System.out.println("violated - a lease that was kept alive has ended");
        return;
      }
      owner.acknowledged.increment();
      ask(answer.getID());
    }

    @Override
    public void onError(Throwable failure) {
      System.out.println("violated - a stream of keep-alives failed: " + failure);
    }

    @Override
    public void onCompleted() {}
  }
}
