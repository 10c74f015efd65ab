package dev.incumbent.cluster.front;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * This node's own stream to a peer.
 *
 * <p>Bounds: what the transport does not take at once waits here, at most {@link
 * FrontStream#MAX_QUEUED_BYTES} bytes; beyond that the stream is ended, and a new one tells
 * everything again.
 *
 * <p>Threads: safe for use by any thread; nothing blocks.
 */
public final class PeerStream {
  /** Told on threads of the transport, one call at a time; must not block. */
  public interface Listener {
    /** A message arrived. {@link PeerStream#consumed} makes room for the next. */
    void received(byte[] message);

    /** The stream is gone, once; nothing follows. */
    void closed(String why);
  }

  private final ClientCall<byte[], byte[]> call;
  private final Listener listener;
  private final Runnable afterwards;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean gone;

  PeerStream(ClientCall<byte[], byte[]> call, Listener listener, Runnable afterwards) {
    this.call = call;
    this.listener = listener;
    this.afterwards = afterwards;
  }

  void start() {
    call.start(new Events(), new Metadata());
    call.request(FrontStream.WINDOW);
  }

  /** Sends, or queues; dropped if the stream is gone. */
  public synchronized void send(byte[] message) {
    if (gone) {
      return;
    }
    if (queue.isEmpty() && call.isReady()) {
      call.sendMessage(message);
    } else if (queuedBytes + message.length > FrontStream.MAX_QUEUED_BYTES) {
      call.cancel("the peer is " + queuedBytes + " bytes behind", null);
    } else {
      queue.add(message);
      queuedBytes += message.length;
    }
  }

  /** Lets one more message in, for one that was received. */
  public synchronized void consumed() {
    if (!gone) {
      call.request(1);
    }
  }

  /** Ends the stream; its listener is told. */
  public synchronized void close() {
    if (!gone) {
      call.cancel("no longer needed", null);
    }
  }

  private synchronized void sendQueued() {
    while (!gone && !queue.isEmpty() && call.isReady()) {
      byte[] message = queue.remove();
      queuedBytes -= message.length;
      call.sendMessage(message);
    }
  }

  private synchronized void end() {
    gone = true;
    queue.clear();
    queuedBytes = 0;
  }

  private final class Events extends ClientCall.Listener<byte[]> {
    @Override
    public void onMessage(byte[] message) {
      listener.received(message);
    }

    @Override
    public void onReady() {
      sendQueued();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end();
      afterwards.run();
      listener.closed(status.getCode() + ": " + status.getDescription());
    }
  }
}
