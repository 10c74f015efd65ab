package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Does what {@link Formation} decides; on the membership's thread. */
final class FormationDriver implements Formation.Action.Cases {
  private static final System.Logger LOG = System.getLogger(FormationDriver.class.getName());

  private final DataFolder folder;
  private final NodeState self;
  private final MembershipThread thread;
  private final PeerAsking asking;
  private final Formation formation;
  private final CompletableFuture<Group> formed = new CompletableFuture<>();

  FormationDriver(
      DataFolder folder,
      NodeState self,
      RandomSource random,
      MembershipThread thread,
      PeerAsking asking) {
    this.folder = folder;
    this.self = self;
    this.thread = thread;
    this.asking = asking;
    this.formation = new Formation(self, random);
  }

  /** Completes on the membership's thread with the group, or with why there will be none. */
  CompletionStage<Group> formed() {
    return formed;
  }

  /** There will be no group. */
  void fail(Throwable why) {
    formed.completeExceptionally(why);
  }

  /** Begins, unless the folder has a group already. */
  void start() {
    folder.identity().group().ifPresentOrElse(formed::complete, () -> obey(formation.start()));
  }

  /** What this node says of itself now. */
  NodeState state() {
    return folder.identity().group().map(self::in).orElse(self);
  }

  /** A peer told about itself, unasked. */
  void heard(NodeState peer) {
    obey(formation.heard(peer));
  }

  private void obey(List<Formation.Action> actions) {
    for (Formation.Action action : actions) {
      if (!formed.isDone()) {
        action.match(this);
      }
    }
  }

  @Override
  public void ask(Address peer) {
    asking.ask(
        peer,
        new FormRequest.Tell(state()),
        reply -> answered(peer, reply),
        () -> obey(formation.failed(peer)));
  }

  private void answered(Address peer, FormReply reply) {
    List<Formation.Action> actions =
        reply.match(
            answer -> formation.answered(peer, answer.state()),
            vouched -> formation.failed(peer),
            copied -> formation.failed(peer),
            cannot -> formation.failed(peer));
    obey(actions);
  }

  @Override
  public void write(Group group) {
    try {
      folder.join(group);
      LOG.log(Level.INFO, "member of cluster {0}", group.cluster());
      tellAll(group);
      formed.complete(group);
    } catch (IOException e) {
      formed.completeExceptionally(e);
    }
  }

  /** Tells the others at once, so that they need not ask again. */
  private void tellAll(Group group) {
    for (Address peer : group.fronts()) {
      if (!peer.equals(self.front())) {
        asking.ask(peer, new FormRequest.Tell(state()), reply -> {}, () -> {});
      }
    }
  }

  @Override
  public void refuse(Failure why) {
    formed.completeExceptionally(new RejectedException(why));
  }

  @Override
  public void pause(long nanos) {
    thread.after(nanos, () -> obey(formation.start()));
  }

  @Override
  public void say(String line) {
    LOG.log(Level.INFO, line);
  }
}
