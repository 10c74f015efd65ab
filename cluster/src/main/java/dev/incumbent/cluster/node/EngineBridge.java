package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.engine.EngineListener;
import dev.incumbent.cluster.engine.EngineStatus;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.coordinator.host.HostEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Tells the session host what the engine tells, and by a timer whether there is a quorum.
 *
 * <p>Threads: the engine's; all is handed on to the loop, in order.
 */
final class EngineBridge implements EngineListener {
  private static final System.Logger LOG = System.getLogger("dev.incumbent.node");

  private final Serving parts;
  private final ActorLoop loop;
  private final HostDriver host;
  private final Group group;
  private final Consumer<Throwable> onFailure;
  private final QuorumWatch quorum;
  private final long periodNanos;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private boolean quorumTold;

  EngineBridge(
      Serving parts, Group group, Duration electionTimeoutMax, Consumer<Throwable> onFailure) {
    this.parts = parts;
    this.loop = parts.loop();
    this.host = parts.host();
    this.group = group;
    this.onFailure = onFailure;
    this.quorum = new QuorumWatch(electionTimeoutMax);
    this.periodNanos = QuorumWatch.periodNanos(electionTimeoutMax);
  }

  /** Completes when this node leads and is ready, or follows a leader, for the first time. */
  CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  /** Begins to look after the quorum. */
  void watch(Engine engine) {
    loop.execute(() -> look(engine));
  }

  private void look(Engine engine) {
    EngineStatus status = engine.status();
    boolean seen = quorum.sees(status.contact(), loop.now());
    if (seen != quorumTold) {
      quorumTold = seen;
      host.tellNow(new HostEvent.QuorumSeen(seen));
    }
    boolean follows = status.role() == EngineStatus.Role.FOLLOWER && status.leaderId().isPresent();
    if (seen && (follows || status.role() == EngineStatus.Role.LEADER_READY)) {
      ready.complete(null);
    }
    parts.count();
    loop.at(loop.now() + periodNanos, () -> look(engine));
  }

  @Override
  public void onLeaderReady(long term) {
    LOG.log(Level.INFO, "leads and is ready in term {0}", Long.toString(term));
    loop.execute(
        () -> {
          host.tellNow(new HostEvent.BecameReady(term));
          // A majority has just committed: the host takes a quorum for granted.
          quorum.contact(loop.now());
          quorumTold = true;
        });
  }

  @Override
  public void onLeaderLost() {
    LOG.log(Level.INFO, "leads no more");
    host.tell(new HostEvent.LostLeadership());
  }

  @Override
  public void onLeaderChanged(Optional<String> leaderNodeId, long term) {
    Optional<Group.Member> leader =
        leaderNodeId.flatMap(node -> group.member(RandomId.parse(node)));
    loop.execute(
        () -> {
          host.tellNow(
              new HostEvent.LeaderKnown(term, leader.map(member -> member.front().toString())));
          parts.peers().leader(leader);
        });
  }

  @Override
  public void onFailure(Throwable why) {
    onFailure.accept(why);
  }

  @Override
  public void onSnapshotFailed(Throwable why) {
    LOG.log(Level.WARNING, "a snapshot could not be written; the log grows on", why);
    parts.status().counters().add("snapshots.failed", 1);
  }
}
