package dev.incumbent.cli.bench;

import dev.incumbent.cli.fence.FencedCounter;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.Fence;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A process with one fenced candidate. It says {@code elected TOKEN NANOS}, {@code stop TOKEN
 * NANOS} when its work is about to return, {@code ended TOKEN NANOS REASON} on stdout, and when it
 * stood still ({@link OwnSilence}). While it leads it does nothing but what it is told on stdin:
 * {@code write CLIENTS MILLIS} ({@link Writing}), {@code cycle CLIENTS MILLIS} ({@link Cycling}),
 * {@code fence 1 MILLIS} ({@link FencedCounter}), {@code begin}, {@code first NANOS} and {@code
 * rest} ({@link SteadyWriter}). {@code try} is obeyed even when it leads no more ({@link
 * LateWrite}). {@code end}, or the end of stdin, ends it in good order: it says {@code finished}.
 */
final class BenchCandidate implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("bench");

  /** Of a candidate that counts: what a fence costs does not depend on it, and it is not lost. */
  static final Duration COUNTERS_TTL = Duration.ofSeconds(60);

  private static final long END_TOLD_SECONDS = 30;

  private final Coordinator coordinator;
  private final CandidateName name;
  private final Revocation revocation;
  private final Optional<FencedCounter> counter;
  private volatile Optional<FencedStore.Writer> newest = Optional.empty();
  private volatile Optional<Leadership> leading = Optional.empty();

  /** Has no permit from a leadership's begin until its end was told. */
  private final Semaphore endTold = new Semaphore(1);

  private Optional<SteadyWriter> steady = Optional.empty();

  BenchCandidate(Coordinator coordinator, String name, Revocation revocation) {
    this(coordinator, name, revocation, Optional.empty());
  }

  private BenchCandidate(
      Coordinator coordinator,
      String name,
      Revocation revocation,
      Optional<FencedCounter> counter) {
    this.coordinator = coordinator;
    this.name = new CandidateName(name);
    this.revocation = revocation;
    this.counter = counter;
  }

  /**
   * Takes the coordinator's URI, the candidate's name, how it loses a leadership and, if there is
   * one, the URL and the user of the database that it counts in.
   */
  public static void main(String[] args) throws InterruptedException {
    ClientConfig config = ClientConfig.of(args[1]);
    Optional<FencedCounter> counter = Optional.empty();
    if (args.length > 3) {
      counter = Optional.of(new FencedCounter(args[3], args[4]));
      config = new ClientConfig(LeaseTimings.ofTtl(COUNTERS_TTL), args[1], config.timeout());
    }
    try (Coordinator coordinator = Coordinators.connect(args[0], config)) {
      new BenchCandidate(coordinator, args[1], Revocation.valueOf(args[2]), counter).run();
    }
  }

  /** Campaigns and obeys until it is told to end. */
  void run() throws InterruptedException {
    OwnSilence.tell();
    Thread orders = new Thread(this::obey, "bench-orders");
    orders.setDaemon(true);
    orders.start();
    campaign();
    awaitEndTold();
    System.out.println("finished");
  }

  /** A candidacy is finished when its last work has returned: the end may be told after that. */
  private void awaitEndTold() throws InterruptedException {
    var unused = endTold.tryAcquire(END_TOLD_SECONDS, TimeUnit.SECONDS);
  }

  private void obey() {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        obey(order.split(" ", -1));
        order = orders.readLine();
      }
      steady.ifPresent(SteadyWriter::rest);
      coordinator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void obey(String[] order) throws InterruptedException {
    switch (order[0]) {
      case "begin" -> begin(newest.orElseThrow());
      case "first" -> steady.ifPresent(s -> s.tellFirstAfter(Long.parseLong(order[1])));
      case "rest" -> steady.ifPresent(SteadyWriter::rest);
      case "try" ->
          LateWrite.attempt(coordinator.store(), newest.orElseThrow(), System.out::println);
      default -> work(order);
    }
  }

  private void work(String[] order) {
    try {
      System.out.println(done(order));
    } catch (RuntimeException e) {
      System.out.println("failed " + e);
      throw e;
    }
  }

  private void begin(FencedStore.Writer writer) {
    steady.ifPresent(SteadyWriter::rest);
    Writing writing = new Writing(coordinator.store(), writer, 0);
    steady = Optional.of(SteadyWriter.begin(writing, System.out::println));
  }

  private String done(String[] order) {
    int clients = Integer.parseInt(order[1]);
    long millis = Long.parseLong(order[2]);
    Leadership current = leading.orElseThrow(() -> new IllegalStateException("leads no more"));
    FencedStore.Writer writer = FencedStore.Writer.of(current);
    return switch (order[0]) {
      case "write" ->
          Clients.run(clients, millis, i -> new Writing(coordinator.store(), writer, i));
      case "cycle" -> Clients.run(clients, millis, i -> new Cycling(coordinator, name, i));
      case "fence" -> compare(counter.orElseThrow(), current, millis);
      default -> throw new IllegalArgumentException("order '" + order[0] + "' is unknown");
    };
  }

  private static String compare(FencedCounter counter, Leadership current, long millis) {
    FencedCounter.Times times = counter.compare(current, millis);
    return "did " + times.plainNanos() + " " + times.fencedNanos();
  }

  private void campaign() {
    Fence store = coordinator.store().asFence();
    CampaignConfig.Builder campaign = CampaignConfig.of(ELECTION, name).revocation(revocation);
    counter.ifPresentOrElse(
        c -> campaign.fencedBy(store, c.fence()), () -> campaign.fencedBy(store));
    coordinator.campaign(campaign.build(), this).finished().toCompletableFuture().join();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    endTold.acquire();
    say("elected", leadership, "");
    newest = Optional.of(FencedStore.Writer.of(leadership));
    leading = Optional.of(leadership);
    leadership.stopSignal().await();
    leading = Optional.empty();
    say("stop", leadership, "");
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    say("ended", leadership, " " + Output.word(reason));
    endTold.release();
  }

  private static void say(String what, Leadership leadership, String more) {
    System.out.println(what + " " + leadership.token() + " " + System.nanoTime() + more);
  }
}
