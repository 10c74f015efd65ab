package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.kit.coordinator.Contest.Held;
import dev.incumbent.kit.coordinator.Contest.Inherited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** One leadership on a thread of its own: claims, leads, and is told the end. */
final class MemoryTerm implements Runnable {
  /** How far it is. */
  enum State {
    CLAIMING,
    LEADING,
    RETURNED,
    FAILED
  }

  final Held held;
  final MemoryLeadership leadership;
  private final MemoryCoordinator client;
  private final CampaignConfig config;
  private final LeaderTask task;
  private final CompletableFuture<EndReason> end = new CompletableFuture<>();
  private volatile State state = State.CLAIMING;
  private volatile Optional<Thread> thread = Optional.empty();
  private volatile Optional<Throwable> thrown = Optional.empty();
  private volatile boolean closing;
  private volatile OptionalLong refused = OptionalLong.empty();
  private final MemoryJeopardy jeopardy;
  private final long begunNanos;

  MemoryTerm(
      MemoryCoordinator client,
      CampaignConfig config,
      LeaderTask task,
      Held held,
      MemoryLeadership leadership) {
    this.client = client;
    this.config = config;
    this.task = task;
    this.held = held;
    this.leadership = leadership;
    this.jeopardy = new MemoryJeopardy(task, leadership, client.lie());
    this.begunNanos = client.backend().world.nanos();
  }

  /** The high-water token of the fence that refused, if that is why it failed. */
  OptionalLong refused() {
    return refused;
  }

  boolean hasLedFor(Duration tenure) {
    return client.backend().world.nanos() - begunNanos >= tenure.toNanos();
  }

  /** Has it told of jeopardy, or of safety. */
  void look() {
    if (state == State.LEADING) {
      jeopardy.set(leadership.inJeopardy());
    }
  }

  State state() {
    return state;
  }

  Optional<Throwable> thrown() {
    return thrown;
  }

  boolean isOwnThread() {
    return thread.filter(t -> t == Thread.currentThread()).isPresent();
  }

  void interrupt() {
    thread.ifPresent(Thread::interrupt);
  }

  /** It is over: tells the end, if it led. */
  void end(EndReason reason, boolean byClosing) {
    closing = byClosing;
    if (client.lie() == Lie.TELLS_ENDS_ON_THE_PROTOCOL_THREAD && state == State.RETURNED) {
      tellEnd(reason);
    }
    end.complete(reason);
  }

  @Override
  public void run() {
    thread = Optional.of(Thread.currentThread());
    try {
      if (isPromoted()) {
        lead();
      } else {
        state = State.FAILED;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread = Optional.empty();
    }
  }

  private boolean isPromoted() throws InterruptedException {
    return claimAll()
        && fencePredecessors()
        && leadership.remainingNanos() > 0
        && !leadership.wasStopped();
  }

  private void lead() throws InterruptedException {
    client.whenReached(() -> client.backend().promoted(config.election(), held.token()));
    state = State.LEADING;
    client.locked(Lie.LOCKS_THE_WORK, this::work);
    leadership.drain();
    jeopardy.end();
    state = State.RETURNED;
    EndReason reason = end.join();
    if (client.lie() != Lie.TELLS_ENDS_ON_THE_PROTOCOL_THREAD) {
      tellEnd(reason);
    }
  }

  private void work() {
    try {
      task.lead(leadership);
    } catch (Throwable t) {
      thrown = leadership.wasStopped() ? Optional.empty() : Optional.of(t);
      if (t instanceof Error && client.lie() == Lie.LETS_AN_ERROR_END_THE_CLIENT) {
        client.fail();
      }
    }
  }

  private void tellEnd(EndReason reason) {
    if (client.hides(this, reason)) {
      return;
    }
    int times = client.lie() == Lie.TELLS_A_CLOSING_TWICE && closing ? 2 : 1;
    for (int i = 0; i < times; i++) {
      tellOnce(reason, true);
    }
  }

  private void tellOnce(EndReason reason, boolean again) {
    try {
      client.locked(Lie.LOCKS_THE_END, () -> task.ended(leadership, reason));
    } catch (RuntimeException e) {
      if (again && client.lie() == Lie.TELLS_A_THROWING_END_AGAIN) {
        tellOnce(reason, false);
      }
    }
  }

  private boolean fencePredecessors() {
    if (client.lie() == Lie.SKIPS_FENCING_ACTIONS) {
      return true;
    }
    for (Inherited inherited : held.predecessors()) {
      for (FencingStep step : config.fencing()) {
        boolean done = client.fencing().fence(step, target(inherited.predecessor(), step));
        if (!done && step.must() && client.lie() != Lie.OVERLOOKS_FAILED_ACTIONS) {
          return false;
        }
      }
    }
    return true;
  }

  private FencingTarget target(Predecessor whom, FencingStep step) {
    GrantId grant = client.lie() == Lie.FENCES_SOMEBODY_ELSE ? new GrantId(0, 0) : whom.grant();
    return new FencingTarget(
        leadership.space(),
        new Predecessor(whom.token(), grant, whom.session(), whom.candidate(), whom.incarnation()),
        held.token(),
        () -> step.timeout());
  }

  private boolean claimAll() throws InterruptedException {
    Set<String> names = new TreeSet<>(held.toClaim());
    List<Fence> own = new ArrayList<>(config.fences());
    own.forEach(fence -> names.remove(fence.name()));
    if (!names.isEmpty()) {
      return false;
    }
    if (client.lie() == Lie.CLAIMS_THE_FIRST_FENCE_ONLY && own.size() > 1) {
      own = own.subList(0, 1);
    }
    for (Fence fence : own) {
      if (!claim(fence)) {
        return false;
      }
    }
    return true;
  }

  private boolean claim(Fence fence) throws InterruptedException {
    Claim claim =
        new Claim(
            leadership.space(),
            held.token(),
            held.grant(),
            () -> Duration.ofNanos(leadership.remainingNanos()));
    try {
      client.lockedClaim(fence, claim);
      return true;
    } catch (StaleTokenException e) {
      refused = OptionalLong.of(Long.parseLong(e.failure().allowed()));
      return client.lie() == Lie.OVERLOOKS_REFUSED_CLAIMS;
    } catch (IncumbentException e) {
      return client.lie() == Lie.OVERLOOKS_REFUSED_CLAIMS;
    } catch (RuntimeException e) {
      return client.lie() == Lie.OVERLOOKS_FAILED_CLAIMS;
    }
  }
}
