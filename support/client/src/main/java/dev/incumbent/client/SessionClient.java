package dev.incumbent.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Observation;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.ClientProtocol;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.time.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * One client and its session, opened by the first campaign or change; reads and observations need
 * none.
 *
 * <p>Guarantees: S-4 … S-7, S-9, C-1 … C-4, L-3 … L-5, as far as they are the client's. NOT
 * guaranteed: that an effect lands while the leadership is valid; only a fence does that (S-3).
 *
 * <p>Threads: safe for use by any thread.
 */
public final class SessionClient implements AutoCloseable {
  private final SlowCallbacks slow = new SlowCallbacks();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Calls calls;
  private final Candidacies candidacies;
  private final Observations observations;
  private final Reachability reachability;
  private final Transport transport;
  private final ClientHands hands;
  private final ClientActor actor;
  private volatile boolean closing;

  private SessionClient(
      ClientSettings settings, Clocks clocks, RandomSource random, Transport.Factory transports) {
    calls = new Calls(settings.label(), this::tell);
    Campaigns campaigns = new Campaigns(random.nextLong());
    candidacies = new Candidacies(campaigns, slow, calls, clocks, this::tell);
    reachability = new Reachability(clocks, slow);
    observations = new Observations(this::tell, slow);
    transport = transports.create(this::tell);
    hands = new ClientHands(transport, calls, candidacies, observations, reachability);
    ClientProtocol protocol = new ClientProtocol(settings, random, clocks.read());
    actor = new ClientActor(protocol, clocks, hands, slow, this::isOver);
  }

  /** Begins to connect, in the background. */
  public static SessionClient start(
      ClientSettings settings, Clocks clocks, RandomSource random, Transport.Factory transports) {
    SessionClient client = new SessionClient(settings, clocks, random, transports);
    Daemon.thread("incumbent-client-" + settings.label(), client.actor::run).start();
    return client;
  }

  /**
   * As {@link dev.incumbent.election.Coordinator#campaign} says.
   *
   * @throws UnavailableException if the client is closed
   */
  public Candidacy campaign(CampaignConfig config, LeaderTask task) {
    if (closing) {
      throw new UnavailableException(Calls.closedFailure());
    }
    return candidacies.add(config, task);
  }

  /**
   * Whether the coordinator has granted this client that leadership, and it is valid now.
   *
   * @see dev.incumbent.election.Leadership#requireValid
   */
  public boolean holds(ElectionName election, FencingToken token, GrantId grant) {
    return candidacies.holds(election, token, grant);
  }

  /** Asks for a change, in the client's session. */
  public CompletableFuture<OperationResult> change(Operation operation) {
    return calls.change(call -> new ClientEvent.Change(call, operation));
  }

  /**
   * Reads.
   *
   * @param node the address of the node to ask; empty for any that can answer
   */
  public CompletableFuture<ServerMessage.ReadAnswer> ask(
      Query query, boolean stale, Optional<String> node) {
    return calls.read(call -> new ClientEvent.Ask(call, query, stale, node));
  }

  /** Observes elections, or all if none is listed, until closed. */
  public Observation observe(List<ElectionName> elections, ElectionObserver observer) {
    return observations.add(elections, observer);
  }

  /** What the coordinator can do for this client now. */
  public CoordinatorHealth health() {
    return reachability.now();
  }

  /** As {@link dev.incumbent.election.Coordinator#observeHealth} says. */
  public Observation observeHealth(Consumer<CoordinatorHealth> observer) {
    return reachability.observe(observer);
  }

  /**
   * Closes every candidacy in the safe order (S-5), then the session. Idempotent. Blocks as long as
   * the drain bounds allow, unless the work of one of its candidacies calls it.
   */
  @Override
  public void close() {
    closing = true;
    tell(new ClientEvent.Close());
    if (!candidacies.runsOwnThread()) {
      Waits.quietly(closed);
      Waits.quietly(transport::awaitClosed);
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
}
