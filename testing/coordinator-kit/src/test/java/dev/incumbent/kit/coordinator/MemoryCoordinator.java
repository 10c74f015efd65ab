package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorCapabilities;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.CoordinatorHealth.State;
import dev.incumbent.election.Elections;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.NodeReport;
import dev.incumbent.election.Observation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.SessionId;
import dev.incumbent.spi.ClientConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An honest client of {@link MemoryBackend}, unless that has a lie to tell. */
final class MemoryCoordinator implements Coordinator {
  private static final AtomicLong SESSIONS = new AtomicLong();

  final Wire wire = new Wire();
  private final MemoryBackend backend;
  private final ClientConfig config;
  private final List<MemoryCandidacy> candidacies = new CopyOnWriteArrayList<>();
  private final Executor callbacks;
  private final Executor works;
  private final Object api = new Object();
  private final SessionId session = new SessionId(3, SESSIONS.incrementAndGet());
  private final MemoryStore store;
  private final MemoryReachability reachability;
  private final MemoryFencing fencing;
  private volatile MemoryLease lease;
  private volatile boolean closed;
  private volatile boolean left;
  private volatile boolean failed;

  MemoryCoordinator(MemoryBackend backend, ClientConfig config) {
    this.backend = backend;
    this.config = config;
    this.lease = newLease(backend.world.nanos());
    this.callbacks =
        lie() == Lie.SIGNALS_BEHIND_CALLBACKS ? Daemons.single("memory-callback") : Daemons.POOL;
    this.works =
        lie() == Lie.RUNS_ALL_WORK_ON_ONE_THREAD ? Daemons.single("memory-work") : Daemons.POOL;
    this.store = new MemoryStore(this);
    this.reachability = new MemoryReachability(backend.world, backend.lie);
    this.fencing = new MemoryFencing(backend.world);
    backend.world.enter(this::turn);
  }

  Lie lie() {
    return backend.lie;
  }

  MemoryBackend backend() {
    return backend;
  }

  SessionId session() {
    return session;
  }

  MemoryLease lease() {
    return lease;
  }

  MemoryFencing fencing() {
    return fencing;
  }

  String label() {
    return config.label();
  }

  Executor callbacks() {
    return callbacks;
  }

  long ttlNanos() {
    return config.timings().ttl().toNanos();
  }

  void run(Runnable term) {
    works.execute(term);
  }

  void fail() {
    failed = true;
  }

  /** User code runs under no lock, except where a lie has it so. */
  void locked(Lie under, Runnable userCode) {
    if (lie() == under) {
      synchronized (api) {
        userCode.run();
      }
    } else {
      userCode.run();
    }
  }

  void lockedClaim(Fence fence, Claim claim) throws InterruptedException {
    if (lie() == Lie.LOCKS_THE_CLAIM) {
      synchronized (api) {
        fence.claim(claim);
      }
    } else {
      fence.claim(claim);
    }
  }

  /** What the API does under its lock, without user code. */
  <T> T locked(Supplier<T> own) {
    synchronized (api) {
      return own.get();
    }
  }

  /** Calls the backend as soon as it can be reached, at most until the lease is over. */
  void whenReached(Runnable call) {
    while (lease.remainingNanos() > 0) {
      try {
        wire.run(call);
        return;
      } catch (IncumbentException e) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** Whether a lie keeps the end to itself. */
  boolean hides(MemoryTerm term, EndReason reason) {
    return switch (lie()) {
      case TELLS_NO_END_AFTER_A_RETURN -> !term.leadership.wasStopped() && term.thrown().isEmpty();
      case TELLS_NO_END_AFTER_A_THROW -> term.thrown().isPresent();
      case TELLS_NO_END_WHEN_THE_CLIENT_CLOSES -> closed;
      case TELLS_NO_END_OF_A_LOSS -> reason == EndReason.LOST;
      default -> false;
    };
  }

  /** Its process looks dead; returns what mends it. */
  Step kill() {
    Step mend = wire.cut();
    backend.lost(session);
    return mend;
  }

  private void turn() {
    long sentAt = backend.world.nanos();
    try {
      if (failed || left) {
        return;
      }
      candidacies.forEach(MemoryCandidacy::look);
      lookForTheBackend();
      boolean renews = !isTooBusyToRenew();
      MemoryBackend.Synced synced = wire.call(() -> backend.sync(session, ttlNanos(), renews));
      if (renews) {
        renewed(sentAt);
      }
      candidacies.stream().filter(c -> !c.isFinished()).forEach(c -> c.step(synced));
    } catch (IncumbentException e) {
      candidacies.forEach(MemoryCandidacy::stepAlone);
    }
  }

  private MemoryLease newLease(long sentAt) {
    return new MemoryLease(config.timings(), sentAt, backend);
  }

  private void renewed(long sentAt) {
    if (lease.remainingNanos() == 0 && lie() != Lie.REVIVES) {
      candidacies.forEach(MemoryCandidacy::stepAlone);
      lease = newLease(sentAt);
    } else {
      lease.extend(sentAt);
    }
  }

  private void lookForTheBackend() {
    if (wire.isCut()) {
      reachability.set(State.UNREACHABLE);
    } else {
      reachability.set(backend.hasQuorum() ? State.AVAILABLE : State.DEGRADED);
    }
  }

  /** A liar's. */
  private boolean isTooBusyToRenew() {
    return switch (lie()) {
      case RENEWS_BETWEEN_WORKS ->
          candidacies.stream().anyMatch(c -> c.findLeadership().isPresent());
      case RENEWS_BETWEEN_CHECKS -> candidacies.stream().anyMatch(MemoryCandidacy::isBeingChecked);
      default -> false;
    };
  }

  @Override
  public Candidacy campaign(CampaignConfig campaign, LeaderTask task) {
    return locked(
        () -> {
          MemoryCandidacy candidacy = new MemoryCandidacy(this, campaign, task);
          boolean twice =
              candidacies.stream()
                  .anyMatch(
                      c ->
                          !c.isFinished()
                              && c.config.election().equals(campaign.election())
                              && c.config.candidate().equals(campaign.candidate()));
          if (twice && lie() != Lie.LETS_ONE_STAND_TWICE) {
            throw Failure.rejected("candidate", campaign.candidate().value(), "once a client")
                .toException();
          }
          candidacies.add(candidacy);
          return candidacy;
        });
  }

  @Override
  public Elections elections() {
    return new MemoryElections(this);
  }

  @Override
  public FencedStore store() {
    return store;
  }

  @Override
  public CoordinatorCapabilities capabilities() {
    return CoordinatorCapabilities.all(LeaseTimings.MIN_TTL);
  }

  @Override
  public CoordinatorHealth health() {
    return reachability.health();
  }

  @Override
  public Observation observeHealth(Consumer<CoordinatorHealth> observer) {
    return reachability.observe(observer);
  }

  @Override
  public List<NodeReport> nodes() {
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
    candidacies.forEach(MemoryCandidacy::close);
    left = true;
    try {
      wire.run(() -> backend.closeSession(session));
    } catch (IncumbentException e) {
      // Its lease runs out.
    }
    reachability.set(State.CLOSED);
  }
}
