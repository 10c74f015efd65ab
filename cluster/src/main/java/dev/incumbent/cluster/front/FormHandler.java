package dev.incumbent.cluster.front;

import dev.incumbent.codec.CodecException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the unary method by a function that may take its time. */
final class FormHandler implements ServerCallHandler<byte[], byte[]> {
  private final Function<byte[], CompletionStage<byte[]>> form;

  FormHandler(Function<byte[], CompletionStage<byte[]>> form) {
    this.form = form;
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    // Two, so that the half-close behind the one message is seen too.
    call.request(2);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(byte[] message) {
        var unused = form.apply(message).whenComplete((reply, error) -> answer(call, reply, error));
      }
    };
  }

  private static void answer(
      ServerCall<byte[], byte[]> call, byte @Nullable [] reply, @Nullable Throwable error) {
    synchronized (call) {
      if (call.isCancelled()) {
        return;
      }
      if (reply == null) {
        call.close(status(error), new Metadata());
        return;
      }
      call.sendHeaders(new Metadata());
      call.sendMessage(reply);
      call.close(Status.OK, new Metadata());
    }
  }

  private static Status status(@Nullable Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof CodecException
        ? Status.INVALID_ARGUMENT.withDescription(cause.getMessage())
        : Status.UNAVAILABLE.withDescription(String.valueOf(cause));
  }
}
