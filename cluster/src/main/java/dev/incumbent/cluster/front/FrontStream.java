package dev.incumbent.cluster.front;

import dev.incumbent.cluster.wire.WireMethods;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One stream of a client or a peer, as this node holds it.
 *
 * <p>Bounds: what the transport does not take at once waits here, at most {@link #MAX_QUEUED_BYTES}
 * bytes; a stream whose reader is slower than that is ended, and its owner comes back and
 * resynchronizes. At most {@link #WINDOW} messages that arrived are not yet consumed.
 *
 * <p>Threads: safe for use by any thread; nothing blocks.
 */
public final class FrontStream {
  /** How many messages may be on their way to the node's loop, for each stream. */
  static final int WINDOW = 16;

  /** How much may wait to be sent; a message that tells a whole state counts as a mebibyte. */
  static final long MAX_QUEUED_BYTES = 8L << 20;

  /** From here on a stream is congested, and until half of it. */
  static final long CONGESTED_BYTES = 1L << 20;

  private final long id;
  private final ServerCall<byte[], byte[]> call;
  private final Streams listener;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean congested;
  private boolean closing;
  private boolean closedByOtherSide;
  private boolean gone;

  FrontStream(long id, ServerCall<byte[], byte[]> call, Streams listener) {
    this.id = id;
    this.call = call;
    this.listener = listener;
  }

  void start() {
    synchronized (this) {
      call.sendHeaders(new Metadata());
      call.request(WINDOW);
    }
    listener.opened(this);
  }

  /** The number by which the node knows it: never used twice in one process. */
  public long id() {
    return id;
  }

  /** Sends, or queues; dropped if the stream is gone or was told to close. */
  public synchronized void send(byte[] message) {
    if (closing || gone) {
      return;
    }
    if (queue.isEmpty() && call.isReady()) {
      call.sendMessage(message);
      return;
    }
    if (queuedBytes + weight(message) > MAX_QUEUED_BYTES) {
      end(
          Status.RESOURCE_EXHAUSTED.withDescription(
              "the reader is " + queuedBytes + " bytes behind: allowed " + MAX_QUEUED_BYTES));
      return;
    }
    queue.add(message);
    queuedBytes += weight(message);
    if (!congested && queuedBytes >= CONGESTED_BYTES) {
      congested = true;
      listener.congested(this, true);
    }
  }

  /** Lets one more message in, for one that was received. */
  public synchronized void consumed() {
    if (!gone) {
      call.request(1);
    }
  }

  /** Ends the stream after what was sent on it. */
  public synchronized void close() {
    closing = true;
    endIfDrained();
  }

  /** Ends the stream now, naming why; what waits is dropped. */
  public synchronized void refuse(Status why) {
    end(why);
  }

  /** The transport takes more. */
  synchronized void onReady() {
    while (!gone && !queue.isEmpty() && call.isReady()) {
      byte[] message = queue.remove();
      queuedBytes -= weight(message);
      call.sendMessage(message);
    }
    endIfDrained();
    if (congested && !gone && queuedBytes <= CONGESTED_BYTES / 2) {
      congested = false;
      listener.congested(this, false);
    }
  }

  private static int weight(byte[] message) {
    return Math.min(message.length, WireMethods.MAX_MESSAGE_BYTES);
  }

  private void endIfDrained() {
    if (closing && queue.isEmpty()) {
      end(Status.OK);
    }
  }

  private void end(Status status) {
    if (!gone) {
      gone = true;
      queue.clear();
      queuedBytes = 0;
      call.close(status, new Metadata());
    }
  }

  /** The other side sends no more: for a stream of ours that is its end. */
  synchronized void onHalfClose() {
    closedByOtherSide |= !gone && !closing;
    end(Status.OK);
  }

  /** The stream is over, however it came. */
  void onEnd(boolean cancelledByOtherSide) {
    boolean byOtherSide;
    synchronized (this) {
      byOtherSide = closedByOtherSide || (cancelledByOtherSide && !gone && !closing);
      gone = true;
      queue.clear();
      queuedBytes = 0;
    }
    listener.closed(this, byOtherSide);
  }
}
