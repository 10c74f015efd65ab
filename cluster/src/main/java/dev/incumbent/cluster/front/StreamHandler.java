package dev.incumbent.cluster.front;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a {@link FrontStream} of each call of a streaming method, and tells what becomes of it. */
final class StreamHandler implements ServerCallHandler<byte[], byte[]> {
  private final AtomicLong ids;
  private final Streams listener;
  private final AtomicBoolean stopping;

  StreamHandler(AtomicLong ids, Streams listener, AtomicBoolean stopping) {
    this.ids = ids;
    this.listener = listener;
    this.stopping = stopping;
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    FrontStream stream = new FrontStream(ids.incrementAndGet(), call, listener);
    StreamEnds end = StreamEnds.current();
    stream.start();
    return new Events(stream, end);
  }

  private final class Events extends ServerCall.Listener<byte[]> {
    private final FrontStream stream;
    private final StreamEnds end;

    Events(FrontStream stream, StreamEnds end) {
      this.stream = stream;
      this.end = end;
    }

    @Override
    public void onMessage(byte[] message) {
      listener.received(stream, message);
    }

    @Override
    public void onReady() {
      stream.onReady();
    }

    @Override
    public void onHalfClose() {
      stream.onHalfClose();
    }

    @Override
    public void onCancel() {
      stream.onEnd(end.byOtherSide() && !stopping.get());
    }

    @Override
    public void onComplete() {
      stream.onEnd(false);
    }
  }
}
