package dev.incumbent.cluster.client;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Elections;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.NodeReport;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.ClientProtocol;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.time.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/**
 * The client of our own coordinator.
 *
 * <p>Guarantees: S-4 … S-7, S-9, C-1 … C-4, L-3 … L-5, as far as they are the client's. NOT
 * guaranteed: that an effect lands while the leadership is valid; only a fence does that (S-3).
 *
 * <p>Threads: safe for use by any thread. A session is opened by the first campaign or change;
 * reads, observations and {@link #nodes} need none.
 */
final class ClusterCoordinator implements Coordinator {
  private final SlowCallbacks slow = new SlowCallbacks();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Connections connections;
  private final Calls calls;
  private final Candidacies candidacies;
  private final Observations observations;
  private final ClientHands hands;
  private final ClientActor actor;
  private volatile boolean closing;

  private ClusterCoordinator(ClientSettings settings, Clocks clocks, RandomSource random) {
    connections = new Connections(settings.addresses(), this::tell);
    calls = new Calls(settings.label(), this::tell);
    candidacies = new Candidacies(slow, calls, clocks, this::tell);
    observations = new Observations(this::tell, slow);
    hands = new ClientHands(connections, calls, candidacies, observations, this::tell);
    ClientProtocol protocol = new ClientProtocol(settings, random, clocks.read());
    actor = new ClientActor(protocol, clocks, hands, slow, this::isOver);
  }

  /** Begins to connect, in the background. */
  static ClusterCoordinator start(ClientSettings settings, Clocks clocks, RandomSource random) {
    ClusterCoordinator coordinator = new ClusterCoordinator(settings, clocks, random);
    Daemon.thread("incumbent-client-" + settings.label(), coordinator.actor::run).start();
    return coordinator;
  }

  @Override
  public Candidacy campaign(CampaignConfig config, LeaderTask task) {
    if (closing) {
      throw new UnavailableException(Calls.closedFailure());
    }
    return candidacies.add(config, task);
  }

  @Override
  public Elections elections() {
    return new ClusterElections(calls, observations);
  }

  @Override
  public FencedStore store() {
    return new ClusterStore(calls);
  }

  @Override
  public List<NodeReport> nodes() {
    TreeMap<String, NodeReport> reports = new TreeMap<>();
    int known = -1;
    while (known < reports.size()) {
      known = reports.size();
      askUnasked(reports);
    }
    return List.copyOf(reports.values());
  }

  @Override
  public void close() {
    closing = true;
    tell(new ClientEvent.Close());
    if (!candidacies.runsOwnThread()) {
      Waits.quietly(closed);
    }
  }

  private void tell(ClientEvent event) {
    actor.tell(event);
  }

  /** Asked by the protocol thread after each turn. */
  private boolean isOver() {
    if (hands.isClosed()) {
      closed.countDown();
      return candidacies.isEmpty();
    }
    return false;
  }

  private void askUnasked(Map<String, NodeReport> reports) {
    TreeMap<String, CompletableFuture<ServerMessage.ReadAnswer>> asked = new TreeMap<>();
    for (String address : connections.addresses()) {
      if (!reports.containsKey(address)) {
        asked.put(
            address,
            calls.read(
                call ->
                    new ClientEvent.Ask(call, new Query.NodeStatus(), true, Optional.of(address))));
      }
    }
    asked.forEach((address, answer) -> reports.put(address, report(address, answer)));
  }

  private static NodeReport report(
      String address, CompletableFuture<ServerMessage.ReadAnswer> answer) {
    try {
      return new NodeReport(
          address, Optional.of(Answers.status(answer.join().answer())), Optional.empty());
    } catch (CompletionException e) {
      Failure failure =
          e.getCause() instanceof IncumbentException known
              ? known.failure()
              : Failure.of(FailureCode.UNAVAILABLE, String.valueOf(e.getCause()));
      return new NodeReport(address, Optional.empty(), Optional.of(failure));
    } catch (IncumbentException e) {
      return new NodeReport(address, Optional.empty(), Optional.of(e.failure()));
    }
  }
}
