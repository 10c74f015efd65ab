package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A process with one fenced candidate that does nothing while it leads. It says {@code elected
 * TOKEN NANOS}, {@code stop TOKEN NANOS} when its work is about to return, and {@code ended TOKEN
 * NANOS REASON} on stdout; {@code end} on stdin, or its end, ends it in good order.
 */
final class IdleCandidate implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("bench");

  private IdleCandidate() {}

  /** Takes the coordinator's URI and the candidate's name. */
  public static void main(String[] args) {
    Coordinator coordinator = Coordinators.connect(args[0], ClientConfig.of(args[1]));
    Thread orders = new Thread(() -> closeWhenTold(coordinator), "bench-orders");
    orders.setDaemon(true);
    orders.start();
    campaign(coordinator, args[1]);
    coordinator.close();
  }

  private static void closeWhenTold(Coordinator coordinator) {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        order = orders.readLine();
      }
      coordinator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  /** Until the candidate stands no more. */
  static void campaign(Coordinator coordinator, String name) {
    CampaignConfig campaign =
        CampaignConfig.of(ELECTION, new CandidateName(name))
            .fencedBy(coordinator.store().asFence())
            .build();
    coordinator.campaign(campaign, new IdleCandidate()).finished().toCompletableFuture().join();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    say("elected", leadership, "");
    leadership.stopSignal().await();
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
