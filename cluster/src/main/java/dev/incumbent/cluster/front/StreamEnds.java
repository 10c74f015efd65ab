package dev.incumbent.cluster.front;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Why a stream was cancelled, which the transport tells tracers only: the other side closed it or
 * reset its connection, or this side gave up a connection that had fallen silent.
 */
final class StreamEnds extends ServerStreamTracer {
  private static final Context.Key<StreamEnds> KEY = Context.key("incumbent.stream-end");

  /** How the transport's keepalive words the end of a silent connection. */
  private static final String KEEPALIVE = "Keepalive failed";

  private volatile Status status = Status.OK;

  /** Makes one for each stream. */
  static final class Factory extends ServerStreamTracer.Factory {
    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
      return new StreamEnds();
    }
  }

  /** The one of the call that is being started on this thread. */
  static StreamEnds current() {
    return KEY.get();
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public void streamClosed(Status why) {
    status = why;
  }

  /** Whether this side ended it because nothing was heard any more. */
  boolean bySilence() {
    String description = status.getDescription();
    return description != null && description.contains(KEEPALIVE);
  }
}
