package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.codec.CodecException;
import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A node's membership: forms the group or takes it, is let into Raft, and vouches for its peers for
 * as long as the node runs (S-11). Obeys {@link Formation} and {@link Joining}.
 *
 * <p>NOT guaranteed: an end. While no majority answers, {@link #enter} stays open.
 *
 * <p>Threads: one of its own, which blocks on the disk; public methods may be called by any thread
 * and do not block.
 *
 * <p>Errors: the stage of {@link #enter} fails with a {@link RejectedException} if the node can
 * never be a member with this folder, and with an {@link IOException} if the folder cannot be
 * written.
 */
public final class Membership implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Membership.class.getName());

  /** Requests of peers that wait for the thread; more are refused. */
  private static final int MAX_WAITING = 256;

  private final DataFolder folder;
  private final NodeState self;
  private final RandomSource random;
  private final PeerCalls peers;
  private final StartRegister register;
  private final Formation formation;
  private final ScheduledThreadPoolExecutor thread;
  private final CompletableFuture<Group> formed = new CompletableFuture<>();
  private final CompletableFuture<Group> entered = new CompletableFuture<>();
  private final TreeSet<String> complaints = new TreeSet<>();

  /**
   * A membership that does nothing until it is asked.
   *
   * @param self what the node was started with; its group is the folder's
   */
  public Membership(DataFolder folder, NodeState self, RandomSource random, PeerCalls peers) {
    this.folder = folder;
    this.self = self;
    this.random = random;
    this.peers = peers;
    this.register = new StartRegister(folder);
    this.formation = new Formation(self, random);
    this.thread = new ScheduledThreadPoolExecutor(1, Membership::newThread);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "incumbent-membership");
    thread.setDaemon(true);
    return thread;
  }

  /** Completes with the group once the folder has one; never if there is none. */
  public CompletionStage<Group> formed() {
    return formed.minimalCompletionStage();
  }

  /** Begins; completes with the group once the node may take part in Raft. */
  public CompletionStage<Group> enter() {
    execute(() -> folder.identity().group().ifPresentOrElse(this::join, this::form));
    return entered.minimalCompletionStage();
  }

  /**
   * Answers a peer's request; completes exceptionally with a {@link CodecException} if it is
   * malformed or of an unknown version.
   */
  public CompletionStage<byte[]> answer(byte[] request) {
    CompletableFuture<byte[]> reply = new CompletableFuture<>();
    if (thread.getQueue().size() >= MAX_WAITING) {
      reply.completeExceptionally(new RejectedExecutionException("too many requests of peers"));
      return reply;
    }
    try {
      thread.execute(() -> answer(request, reply));
    } catch (RejectedExecutionException e) {
      reply.completeExceptionally(e);
    }
    return reply;
  }

  private void answer(byte[] bytes, CompletableFuture<byte[]> reply) {
    try {
      FormRequest request = FormCodec.decodeRequest(bytes);
      FormReply answer =
          request.match(tell -> new FormReply.Self(state()), show -> answerShow(show));
      reply.complete(FormCodec.encode(answer));
      request.callerState().ifPresent(state -> guarded(() -> learn(state)));
    } catch (RuntimeException e) {
      reply.completeExceptionally(e);
    }
  }

  private void learn(NodeState peer) {
    if (folder.identity().group().isEmpty()) {
      obeyFormation(formation.heard(peer));
    }
  }

  private FormReply answerShow(FormRequest.Show show) {
    try {
      return register.answer(show);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot note the start of node " + show.node(), e);
      return new FormReply.CannotVouch(false, "cannot write its data folder");
    }
  }

  private NodeState state() {
    return folder.identity().group().map(self::in).orElse(self);
  }

  private void form() {
    obeyFormation(formation.start());
  }

  private void obeyFormation(List<Formation.Action> actions) {
    if (!entered.isDone()) {
      actions.forEach(action -> action.match(new FormationActions()));
    }
  }

  /** Does what {@link Formation} decided. */
  private final class FormationActions implements Formation.Action.Cases {
    @Override
    public void ask(Address peer) {
      byte[] request = FormCodec.encode(new FormRequest.Tell(state()));
      peers.call(
          peer,
          request,
          new Replies(
              peer,
              reply -> obeyFormation(formation.answered(peer, stateOf(reply))),
              () -> obeyFormation(formation.failed(peer))));
    }

    @Override
    public void write(Group group) {
      try {
        folder.join(group);
        LOG.log(Level.INFO, "member of cluster {0}", group.cluster());
        tellAll(group);
        join(group);
      } catch (IOException e) {
        entered.completeExceptionally(e);
      }
    }

    @Override
    public void refuse(Failure why) {
      entered.completeExceptionally(new RejectedException(why));
    }

    @Override
    public void pause(long nanos) {
      after(nanos, Membership.this::form);
    }

    @Override
    public void say(String line) {
      LOG.log(Level.INFO, line);
    }
  }

  /** Tells the others at once, so that they need not ask again. */
  private void tellAll(Group group) {
    for (Address peer : group.fronts()) {
      if (!peer.equals(self.front())) {
        byte[] news = FormCodec.encode(new FormRequest.Tell(state()));
        peers.call(peer, news, new Replies(peer, reply -> {}, () -> {}));
      }
    }
  }

  private static NodeState stateOf(FormReply reply) {
    return reply.match(
        FormReply.Self::state,
        vouched -> unexpected(reply),
        copied -> unexpected(reply),
        cannot -> unexpected(reply));
  }

  private static NodeState unexpected(FormReply reply) {
    throw new IllegalArgumentException("unexpected reply " + reply);
  }

  private void join(Group group) {
    formed.complete(group);
    new Joiner(group).round();
  }

  /** Does what {@link Joining} decided. */
  private final class Joiner implements Joining.Action.Cases {
    private final Group group;
    private final Joining joining;

    Joiner(Group group) {
      this.group = group;
      this.joining = new Joining(group, self.node(), random);
    }

    void round() {
      obey(joining.start());
    }

    private void obey(List<Joining.Action> actions) {
      if (!entered.isDone()) {
        actions.forEach(action -> action.match(this));
      }
    }

    @Override
    public void show(Address peer, boolean store) {
      FormRequest request =
          new FormRequest.Show(group.cluster(), self.node(), store, folder.starts());
      peers.call(
          peer,
          FormCodec.encode(request),
          new Replies(
              peer,
              reply -> obey(joining.answered(peer, reply)),
              () -> obey(joining.failed(peer))));
    }

    @Override
    public void enter() {
      entered.complete(group);
    }

    @Override
    public void refuse(Failure why, boolean forEver) {
      try {
        if (forEver) {
          folder.refuseForEver(why.message());
        }
      } catch (IOException e) {
        LOG.log(Level.WARNING, "cannot note in the data folder that it is refused", e);
      }
      entered.completeExceptionally(new RejectedException(why));
    }

    @Override
    public void pause(long nanos) {
      after(nanos, this::round);
    }

    @Override
    public void say(String line) {
      LOG.log(Level.INFO, line);
    }
  }

  /** Brings what came of a call to the one thread. */
  private final class Replies implements PeerCalls.Answer {
    private final Address peer;
    private final Consumer<FormReply> replied;
    private final Runnable failed;

    Replies(Address peer, Consumer<FormReply> replied, Runnable failed) {
      this.peer = peer;
      this.replied = replied;
      this.failed = failed;
    }

    @Override
    public void replied(byte[] reply) {
      execute(
          () -> {
            Optional<FormReply> decoded = decode(reply);
            decoded.ifPresentOrElse(replied, failed);
          });
    }

    @Override
    public void failed(String why) {
      execute(
          () -> {
            complain(why);
            failed.run();
          });
    }

    private Optional<FormReply> decode(byte[] reply) {
      try {
        return Optional.of(FormCodec.decodeReply(reply));
      } catch (CodecException e) {
        complain(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private void complain(String why) {
      if (complaints.size() < MAX_WAITING && complaints.add(peer + " " + why)) {
        LOG.log(Level.DEBUG, "{0} does not answer: {1}", peer, why);
      }
    }
  }

  private void after(long nanos, Runnable task) {
    try {
      var unused = thread.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "closed while it waited");
    }
  }

  private void execute(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "closed while it waited");
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      entered.completeExceptionally(e);
    }
  }

  /** Stops answering and asking. Idempotent. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
