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

/** Does what {@link Joining} decides; on the membership's thread. */
final class JoiningDriver implements Joining.Action.Cases {
  private static final System.Logger LOG = System.getLogger(JoiningDriver.class.getName());

  private final DataFolder folder;
  private final Group group;
  private final MembershipThread thread;
  private final PeerAsking asking;
  private final Joining joining;
  private final CompletableFuture<Group> entered = new CompletableFuture<>();

  JoiningDriver(
      DataFolder folder,
      Group group,
      RandomSource random,
      MembershipThread thread,
      PeerAsking asking) {
    this.folder = folder;
    this.group = group;
    this.thread = thread;
    this.asking = asking;
    this.joining = new Joining(group, folder.identity().node(), random);
  }

  /** Begins; completes with the group once the node may take part in Raft, or with why not. */
  CompletionStage<Group> start() {
    obey(joining.start());
    return entered;
  }

  private void obey(List<Joining.Action> actions) {
    for (Joining.Action action : actions) {
      if (!entered.isDone()) {
        action.match(this);
      }
    }
  }

  @Override
  public void show(Address peer, boolean store) {
    asking.ask(
        peer,
        new FormRequest.Show(group.cluster(), folder.identity().node(), store, folder.starts()),
        reply -> obey(joining.answered(peer, reply)),
        () -> obey(joining.failed(peer)));
  }

  @Override
  public void enter() {
    entered.complete(group);
  }

  @Override
  public void refuse(Failure why, boolean forEver) {
    RejectedException refusal = new RejectedException(why);
    try {
      if (forEver) {
        folder.refuseForEver(why.message());
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot note in the data folder that it is refused", e);
      refusal.addSuppressed(e);
    }
    entered.completeExceptionally(refusal);
  }

  @Override
  public void pause(long nanos) {
    thread.after(nanos, () -> obey(joining.start()));
  }

  @Override
  public void say(String line) {
    LOG.log(Level.INFO, line);
  }
}
