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
 * leads it does nothing but what it is told on stdin: {@code write CLIENTS MILLIS}, see {@link
 * Writing}. {@code end} there, or the end of stdin, ends it in good order.
 */
final class BenchCandidate implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("bench");

  private final FencedStore store;
  private volatile Optional<Writing> writing = Optional.empty();

  BenchCandidate(FencedStore store) {
    this.store = store;
  }

  /** Takes the coordinator's URI and the candidate's name. */
  public static void main(String[] args) {
    Coordinator coordinator = Coordinators.connect(args[0], ClientConfig.of(args[1]));
    BenchCandidate candidate = new BenchCandidate(coordinator.store());
    Thread orders = new Thread(() -> candidate.obey(coordinator), "bench-orders");
    orders.setDaemon(true);
    orders.start();
    candidate.campaign(coordinator, args[1]);
    coordinator.close();
  }

  private void obey(Coordinator coordinator) {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        write(order.split(" ", -1));
        order = orders.readLine();
      }
      coordinator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  private void write(String[] order) {
    int clients = Integer.parseInt(order[1]);
    long millis = Long.parseLong(order[2]);
    writing.ifPresent(w -> System.out.println(w.run(clients, millis)));
  }

  /** Until the candidate stands no more. */
  void campaign(Coordinator coordinator, String name) {
    CampaignConfig campaign =
        CampaignConfig.of(ELECTION, new CandidateName(name)).fencedBy(store.asFence()).build();
    coordinator.campaign(campaign, this).finished().toCompletableFuture().join();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    say("elected", leadership, "");
    writing = Optional.of(new Writing(store, FencedStore.Writer.of(leadership)));
    leadership.stopSignal().await();
    writing = Optional.empty();
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
