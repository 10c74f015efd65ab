package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * Takes entries to the log in the order in which they were submitted, and tells what became of
 * them.
 *
 * <p>An entry is refused only on proof: the library calls {@link #onAppend} on this class's own
 * thread right before it appends, and appends nowhere else; an entry that failed without that call
 * is in no log. Its error codes are no such proof: it answers "not leader" and "resource
 * unavailable" for entries it has appended.
 *
 * <p>Threads: {@link #submit} from any and never blocking; one thread of its own, because the
 * library may block while it appends.
 */
final class Submitter {

  private static final System.Logger LOG = System.getLogger(Submitter.class.getName());

  private final EngineLimits limits;
  private final BlockingQueue<Submission> queue;
  private final AtomicInteger outstanding = new AtomicInteger();
  private final ClientId clientId = ClientId.randomId();
  private final Thread thread;
  private volatile boolean closed;
  private volatile Optional<RaftServer.Division> division = Optional.empty();

  private long nextCallId;
  private boolean appended;

  Submitter(String nodeId, EngineLimits limits) {
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.maxOutstanding());
    this.thread = EngineThreads.factory(nodeId, "submit").newThread(this::run);
  }

  private record Submission(Message message, CompletableFuture<SubmitOutcome> future) {}

  void start(RaftServer.Division started) {
    division = Optional.of(started);
    thread.start();
  }

  CompletionStage<SubmitOutcome> submit(byte[] entry) {
    if (entry.length > limits.maxEntryBytes()) {
      return refused(
          "an entry of %d bytes: allowed are %d".formatted(entry.length, limits.maxEntryBytes()));
    }
    if (outstanding.incrementAndGet() > limits.maxOutstanding()) {
      outstanding.decrementAndGet();
      return refused(limits.maxOutstanding() + " submissions are already outstanding");
    }
    Message message = Message.valueOf(UnsafeByteOperations.unsafeWrap(entry));
    CompletableFuture<SubmitOutcome> future = new CompletableFuture<>();
    CompletableFuture<SubmitOutcome> counted =
        future.whenComplete((outcome, error) -> outstanding.decrementAndGet());
    Submission submission = new Submission(message, future);
    // There is room: the queue is as long as the number of outstanding submissions.
    if (closed || !queue.offer(submission) || (closed && queue.remove(submission))) {
      submission.future().complete(new SubmitOutcome.Refused(Optional.empty(), "closed"));
    }
    return counted;
  }

  int outstanding() {
    return outstanding.get();
  }

  /** On the thread of this class, or on one that appends nothing of ours. */
  void onAppend() {
    if (Thread.currentThread() == thread) {
      appended = true;
    }
  }

  /** Ends the thread; what it had not yet taken to the log is refused. */
  void close(long boundMillis) {
    closed = true;
    thread.interrupt();
    try {
      thread.join(boundMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Submission> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(
        submission ->
            submission.future().complete(new SubmitOutcome.Refused(Optional.empty(), "closed")));
  }

  private void run() {
    while (!closed) {
      try {
        take(queue.take());
      } catch (InterruptedException e) {
        // Only close() interrupts; the loop's condition knows.
      }
    }
  }

  private void take(Submission submission) {
    RaftServer.Division node = division.orElseThrow();
    DivisionInfo info = node.getInfo();
    if (!info.isLeader() || !info.isLeaderReady()) {
      submission.future().complete(refusal(node, info.isLeader() ? "not ready" : "not the leader"));
      return;
    }
    appended = false;
    CompletableFuture<RaftClientReply> reply;
    try {
      reply = ((RaftClientAsynchronousProtocol) node).submitClientRequestAsync(request(submission));
    } catch (IOException | RuntimeException e) {
      submission.future().complete(failure(node, appended, e));
      return;
    }
    boolean inLog = appended;
    var unused = reply.whenComplete((answer, error) -> answer(submission, answer, error, inLog));
  }

  private RaftClientRequest request(Submission submission) {
    RaftServer.Division node = division.orElseThrow();
    return RaftClientRequest.newBuilder()
        .setClientId(clientId)
        .setServerId(node.getId())
        .setGroupId(node.getMemberId().getGroupId())
        .setCallId(nextCallId++)
        .setMessage(submission.message())
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  private void answer(
      Submission submission, RaftClientReply reply, Throwable error, boolean inLog) {
    RaftServer.Division node = division.orElseThrow();
    if (error != null) {
      submission.future().complete(failure(node, inLog, error));
    } else if (reply.isSuccess()) {
      long term = MachineAdapter.decodeTerm(reply.getMessage());
      submission.future().complete(new SubmitOutcome.Applied(term, reply.getLogIndex()));
    } else {
      submission.future().complete(failure(node, inLog, reply.getException()));
    }
  }

  private static SubmitOutcome failure(RaftServer.Division node, boolean inLog, Throwable why) {
    String line = why.getClass().getSimpleName() + ": " + why.getMessage();
    LOG.log(System.Logger.Level.DEBUG, "Submission failed, appended={0}: {1}", inLog, line);
    return inLog ? new SubmitOutcome.Unknown(line) : refusal(node, line);
  }

  private static SubmitOutcome refusal(RaftServer.Division node, String why) {
    Optional<String> hint =
        Optional.ofNullable(node.getInfo().getLeaderId())
            .filter(leader -> !leader.equals(node.getId()))
            .map(Object::toString);
    return new SubmitOutcome.Refused(hint, why);
  }

  private static CompletionStage<SubmitOutcome> refused(String why) {
    return CompletableFuture.completedFuture(new SubmitOutcome.Refused(Optional.empty(), why));
  }
}
