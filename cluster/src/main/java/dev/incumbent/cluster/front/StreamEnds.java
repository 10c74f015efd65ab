package dev.incumbent.cluster.front;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Why a stream was cancelled, which the transport tells tracers only: the other side closed it or
 * its connection is lost, or this side ended it, because it had fallen silent or sent too large a
 * message.
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

  /** Whether the other side ended it, or its connection was lost. */
  boolean byOtherSide() {
    String description = status.getDescription();
    boolean silence = description != null && description.contains(KEEPALIVE);
    boolean tooLarge = status.getCode() == Status.Code.RESOURCE_EXHAUSTED;
    return !silence && !tooLarge;
  }
}
