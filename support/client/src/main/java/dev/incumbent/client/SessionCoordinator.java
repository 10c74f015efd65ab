package dev.incumbent.client;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorCapabilities;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.Elections;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.NodeReport;
import dev.incumbent.election.Observation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A coordinator that is reached by a session, as the application sees it.
 *
 * <p>Guarantees: S-4 … S-7, S-9, C-1 … C-4, L-3 … L-5, as far as they are the client's. NOT
 * guaranteed: that an effect lands while the leadership is valid; only a fence does that (S-3).
 *
 * <p>Threads: safe for use by any thread. A session is opened by the first campaign or change;
 * reads, observations and {@link #nodes} need none.
 */
public final class SessionCoordinator implements Coordinator {
  private final CoordinatorCapabilities capabilities;
  private final Collection<String> addresses;
  private final SessionClient client;

  /**
   * A coordinator that is reached by that client.
   *
   * @param addresses those of all nodes that are known: more may come while it is looked at
   */
  public SessionCoordinator(
      CoordinatorCapabilities capabilities, Collection<String> addresses, SessionClient client) {
    this.capabilities = capabilities;
    this.addresses = addresses;
    this.client = client;
  }

  @Override
  public CoordinatorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Candidacy campaign(CampaignConfig config, LeaderTask task) {
    return client.campaign(config, task);
  }

  @Override
  public Elections elections() {
    return new SessionElections(client);
  }

  @Override
  public FencedStore store() {
    return capabilities.keepsValues() ? new SessionStore(client) : new NoStore();
  }

  @Override
  public CoordinatorHealth health() {
    return client.health();
  }

  @Override
  public Observation observeHealth(Consumer<CoordinatorHealth> observer) {
    return client.observeHealth(observer);
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
    client.close();
  }

  private void askUnasked(Map<String, NodeReport> reports) {
    TreeMap<String, CompletableFuture<ServerMessage.ReadAnswer>> asked = new TreeMap<>();
    for (String address : addresses) {
      if (!reports.containsKey(address)) {
        asked.put(address, client.ask(new Query.NodeStatus(), true, Optional.of(address)));
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
