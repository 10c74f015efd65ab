package dev.incumbent.kit.coordinator;

import static dev.incumbent.election.Freshness.LINEARIZABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections.Listed;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the checks share: one election a check, clients, and the words that speak of them. */
abstract class CoordinatorScene extends Waits {
  /** So long that nothing in a check can have waited for its end. */
  private static final Duration LONG_LEASE = Duration.ofSeconds(30);

  private final List<Coordinator> clients = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private final List<Step> mends = new ArrayList<>();
  private final ElectionName election = new ElectionName("kit-" + UUID.randomUUID());

  private CoordinatorUnderTest backend;

  /** The backend, possibly one for all checks; called once a check. */
  protected abstract CoordinatorUnderTest backend() throws Exception;

  @BeforeEach
  public final void openBackend() throws Exception {
    backend = backend();
  }

  @AfterEach
  public final void closeBackend() throws Exception {
    gates.forEach(Gate::open);
    for (Step mend : mends) {
      mend.run();
    }
    List<CompletableFuture<Boolean>> closing = new ArrayList<>();
    clients.forEach(client -> closing.add(begin(client::close)));
    for (CompletableFuture<Boolean> one : closing) {
      answer("the closing of a client", one);
    }
    backend.close();
  }

  @Override
  final CoordinatorUnderTest under() {
    return backend;
  }

  final ElectionName election() {
    return election;
  }

  /** Another election of this check. */
  final ElectionName elsewhere(String name) {
    return new ElectionName(election + "-" + name);
  }

  /** A client with a lease that does not end while the check runs. */
  final Coordinator client(String label) throws Exception {
    return connect(label, LONG_LEASE);
  }

  /** A client with the short lease. */
  final Coordinator hastyClient(String label) throws Exception {
    return connect(label, backend.lease());
  }

  /** A client with a lease that leaves time to come back from a cut. */
  final Coordinator patientClient(String label) throws Exception {
    return connect(label, backend.lease().multipliedBy(3));
  }

  private Coordinator connect(String label, Duration ttl) throws Exception {
    ClientConfig config =
        new ClientConfig(LeaseTimings.ofTtl(ttl), label, Optional.of(Duration.ofSeconds(10)));
    Coordinator client = backend.connect(config);
    clients.add(client);
    return client;
  }

  /** Closes it now, and not at the end. */
  final void close(Coordinator client) throws Exception {
    clients.remove(client);
    answer("the closing of a client", begin(client::close));
  }

  final Step cut(Coordinator client) throws Exception {
    Step mend =
        required(backend.cut(), "whose clients cannot be cut off while the check runs").cut(client);
    mends.add(mend);
    return mend;
  }

  /** Its process looks dead from now on. */
  final void kill(Coordinator client) throws Exception {
    mends.add(
        required(backend.kill(), "whose clients cannot be killed while the check runs")
            .cut(client));
  }

  final void mend(Step mend) throws Exception {
    mends.remove(mend);
    mend.run();
  }

  final Gate gate() {
    Gate gate = new Gate();
    gates.add(gate);
    return gate;
  }

  final Contender contender(String name, Contender.Work work) {
    return new Contender(name, journal, work);
  }

  final Contender contender(String name) {
    return contender(name, Contender.UNTIL_TOLD);
  }

  final Candidacy campaign(Coordinator client, Contender who) {
    return campaign(client, who, config -> {});
  }

  final Candidacy campaign(
      Coordinator client, Contender who, Consumer<CampaignConfig.Builder> change) {
    return campaign(client, election, who, change);
  }

  final Candidacy campaign(
      Coordinator client,
      ElectionName where,
      Contender who,
      Consumer<CampaignConfig.Builder> change) {
    CampaignConfig.Builder config = CampaignConfig.of(where, who.name());
    change.accept(config);
    return campaign(client, config.build(), who);
  }

  final Candidacy campaign(Coordinator client, CampaignConfig config, LeaderTask task) {
    return call("a call of campaign", () -> client.campaign(config, task));
  }

  final CampaignConfig configOf(String candidate) {
    return CampaignConfig.of(election, new CandidateName(candidate)).build();
  }

  /** Campaigns, and waits until the work runs. */
  final Leadership lead(Coordinator client, Contender who) {
    campaign(client, who);
    return awaitLead(who, 1);
  }

  /** Campaigns while another leads, and waits until it stands in the queue. */
  final Candidacy queueUp(Coordinator client, Contender who) {
    return queueUp(client, who, config -> {});
  }

  /** In this order. */
  final void queueUp(Coordinator client, Contender first, Contender... others) {
    queueUp(client, first);
    for (Contender other : others) {
      queueUp(client, other);
    }
  }

  final Candidacy queueUp(
      Coordinator client, Contender who, Consumer<CampaignConfig.Builder> change) {
    Candidacy candidacy = campaign(client, who, change);
    awaitQueued(client, who);
    return candidacy;
  }

  final Leadership awaitLead(Contender who, int times) {
    until(who.name() + " leads for time " + times, () -> who.led().size() >= times);
    return who.led().get(times - 1);
  }

  final Contender.End awaitEnd(Contender who, int times) {
    until(who.name() + " was told end " + times, () -> who.ends().size() >= times);
    return who.ends().get(times - 1);
  }

  /** Waits until it stands in the queue. */
  final void awaitQueued(Coordinator client, Contender who) {
    until(who.name() + " waits", () -> isQueued(client, who));
  }

  final boolean isQueued(Coordinator client, Contender who) {
    return view(client)
        .filter(v -> v.queue().stream().anyMatch(w -> w.candidate().equals(who.name())))
        .isPresent();
  }

  final Optional<ElectionView> view(Coordinator client) {
    return ask("a read", () -> client.elections().find(election, LINEARIZABLE))
        .value()
        .map(Listed::view);
  }

  /** In order, as a journal has it. */
  final void assertJournal(String... notes) {
    assertThat(journal).containsExactly(notes);
  }
}
