package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A process with one fenced candidate. It says {@code elected TOKEN NANOS}, {@code stop TOKEN
 * NANOS} when its work is about to return, and {@code ended TOKEN NANOS REASON} on stdout. While it
 * leads it does nothing but what it is told on stdin: {@code write CLIENTS MILLIS} ({@link
 * Writing}) and {@code cycle CLIENTS MILLIS} ({@link Cycling}). {@code end} there, or the end of
 * stdin, ends it in good order.
 */
final class BenchCandidate implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("bench");

  private final Coordinator coordinator;
  private final CandidateName name;
  private volatile Optional<FencedStore.Writer> writer = Optional.empty();

  BenchCandidate(Coordinator coordinator, String name) {
    this.coordinator = coordinator;
    this.name = new CandidateName(name);
  }

  /** Takes the coordinator's URI and the candidate's name. */
  public static void main(String[] args) {
    Coordinator coordinator = Coordinators.connect(args[0], ClientConfig.of(args[1]));
    BenchCandidate candidate = new BenchCandidate(coordinator, args[1]);
    Thread orders = new Thread(() -> candidate.obey(), "bench-orders");
    orders.setDaemon(true);
    orders.start();
    candidate.campaign();
    coordinator.close();
  }

  private void obey() {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        work(order.split(" ", -1));
        order = orders.readLine();
      }
      coordinator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  private void work(String[] order) {
    int clients = Integer.parseInt(order[1]);
    long millis = Long.parseLong(order[2]);
    FencedStore.Writer current =
        writer.orElseThrow(() -> new IllegalStateException("leads no more"));
    System.out.println(
        switch (order[0]) {
          case "write" ->
              Clients.run(clients, millis, i -> new Writing(coordinator.store(), current, i));
          case "cycle" -> Clients.run(clients, millis, i -> new Cycling(coordinator, name, i));
          default -> throw new IllegalArgumentException("order '" + order[0] + "' is unknown");
        });
  }

  /** Until the candidate stands no more. */
  void campaign() {
    CampaignConfig campaign =
        CampaignConfig.of(ELECTION, name).fencedBy(coordinator.store().asFence()).build();
    coordinator.campaign(campaign, this).finished().toCompletableFuture().join();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    say("elected", leadership, "");
    writer = Optional.of(FencedStore.Writer.of(leadership));
    leadership.stopSignal().await();
    writer = Optional.empty();
    say("stop", leadership, "");
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    say("ended", leadership, " " + Output.word(reason));
  }

  private static void say(String what, Leadership leadership, String more) {
    System.out.println(what + " " + leadership.token() + " " + System.nanoTime() + more);
  }
}
