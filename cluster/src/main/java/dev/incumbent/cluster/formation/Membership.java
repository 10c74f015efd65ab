package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.codec.CodecException;
import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A node's membership: forms the group or takes it, is let into Raft, and vouches for its peers for
 * as long as the node runs (S-11).
 *
 * <p>NOT guaranteed: an end. While no majority answers, {@link #entered} stays open.
 *
 * <p>Threads: one of its own, which blocks on the disk; public methods may be called by any thread
 * and do not block.
 *
 * <p>Errors: {@link #entered} fails with a {@link dev.incumbent.error.RejectedException} if the
 * node can never be a member with this folder, and with an {@link IOException} if the folder cannot
 * be written.
 */
public final class Membership implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Membership.class.getName());

  /** Requests of peers that wait for the thread; more are refused. */
  static final int MAX_WAITING = 256;

  private final DataFolder folder;
  private final RandomSource random;
  private final StartRegister register;
  private final MembershipThread thread;
  private final PeerAsking asking;
  private final FormationDriver formation;
  private final CompletableFuture<Group> entered = new CompletableFuture<>();

  /**
   * A membership that does nothing until it is started, except answer.
   *
   * @param self what the node was started with; its group is the folder's
   */
  public Membership(DataFolder folder, NodeState self, RandomSource random, PeerCalls peers) {
    this.folder = folder;
    this.random = random;
    this.register = new StartRegister(folder);
    this.thread = new MembershipThread(this::fail);
    this.asking = new PeerAsking(thread, peers);
    this.formation = new FormationDriver(folder, self, random, thread, asking);
  }

  /** Begins to become a member, and, once a member, to enter. */
  public void start() {
    var unused = formation.formed().whenComplete(this::join);
    thread.execute(formation::start);
  }

  private void join(@Nullable Group group, @Nullable Throwable error) {
    if (group != null) {
      var unused =
          new JoiningDriver(folder, group, random, thread, asking)
              .start()
              .whenComplete(this::enter);
    } else if (error != null) {
      entered.completeExceptionally(error);
    }
  }

  private void enter(@Nullable Group group, @Nullable Throwable error) {
    if (group != null) {
      entered.complete(group);
    } else if (error != null) {
      entered.completeExceptionally(error);
    }
  }

  /** Completes with the group once the folder has one, or with why it never will. */
  public CompletionStage<Group> formed() {
    return formation.formed();
  }

  /** Completes with the group once the node may take part in Raft. */
  public CompletionStage<Group> entered() {
    return entered.minimalCompletionStage();
  }

  /**
   * Answers a peer's request; completes exceptionally with a {@link CodecException} if it is
   * malformed or of an unknown version.
   */
  public CompletionStage<byte[]> answer(byte[] request) {
    CompletableFuture<byte[]> reply = new CompletableFuture<>();
    if (thread.waiting() >= MAX_WAITING) {
      reply.completeExceptionally(new RejectedExecutionException("too many requests of peers"));
      return reply;
    }
    thread.execute(() -> answer(request, reply));
    return reply;
  }

  private void answer(byte[] bytes, CompletableFuture<byte[]> reply) {
    FormRequest request;
    try {
      request = FormCodec.decodeRequest(bytes);
    } catch (CodecException e) {
      reply.completeExceptionally(e);
      return;
    }
    FormReply answer =
        request.match(tell -> new FormReply.Self(formation.state()), this::answerShow);
    reply.complete(FormCodec.encode(answer));
    request.callerState().ifPresent(formation::heard);
  }

  private FormReply answerShow(FormRequest.Show show) {
    try {
      return register.answer(show);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot note the start of node " + show.node(), e);
      return new FormReply.CannotVouch(false, "cannot write its data folder");
    }
  }

  /** A task of the thread threw: a fault of this program. */
  private void fail(Throwable why) {
    LOG.log(Level.ERROR, "membership failed", why);
    formation.fail(why);
    entered.completeExceptionally(why);
  }

  /** Stops answering and asking. Idempotent. */
  @Override
  public void close() {
    thread.close();
  }
}
