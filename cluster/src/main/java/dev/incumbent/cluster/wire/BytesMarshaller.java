package dev.incumbent.cluster.wire;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Hands byte arrays through gRPC as they are, up to a bound.
 *
 * <p>Errors: a longer message, in either direction, ends the call with {@code RESOURCE_EXHAUSTED}.
 */
final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
  private final int maxBytes;

  BytesMarshaller(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public InputStream stream(byte[] value) {
    requireBound(value.length);
    return new KnownLengthStream(value);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      byte[] message = stream.readNBytes(maxBytes + 1);
      requireBound(message.length);
      return message;
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("cannot read a message")
          .withCause(e)
          .asRuntimeException();
    }
  }

  private void requireBound(int bytes) {
    if (bytes > maxBytes) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription("message of at least " + bytes + " bytes: allowed at most " + maxBytes)
          .asRuntimeException();
    }
  }

  /** Tells gRPC the length, so that it frames the message without a copy to find it. */
  private static final class KnownLengthStream extends ByteArrayInputStream implements KnownLength {
    KnownLengthStream(byte[] value) {
      super(value);
    }
  }
}
