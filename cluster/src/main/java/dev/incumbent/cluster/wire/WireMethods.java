package dev.incumbent.cluster.wire;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/**
 * The methods of the gRPC service {@code incumbent.Node}, which every node serves at its front
 * address.
 *
 * <p>gRPC carries bytes; what they mean is the codec's, and decoding is left to whoever receives
 * them: so a message of an unknown format version is answered by name, and not by a broken call.
 *
 * <p>Threads: constants, safe for use by any thread.
 */
public final class WireMethods {
  /** The service's full name. */
  public static final String SERVICE = "incumbent.Node";

  /** The largest message, in bytes: 1 MiB; a larger one ends the call. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** {@code ClientMessage}s up, {@code ServerMessage}s down. */
  public static final MethodDescriptor<byte[], byte[]> SESSION =
      method("Session", MethodType.BIDI_STREAMING);

  /** {@code PeerMessage}s, both ways. */
  public static final MethodDescriptor<byte[], byte[]> PEER =
      method("Peer", MethodType.BIDI_STREAMING);

  /** The formation of a group: one question, one answer. */
  public static final MethodDescriptor<byte[], byte[]> FORM = method("Form", MethodType.UNARY);

  private WireMethods() {}

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    BytesMarshaller marshaller = new BytesMarshaller(MAX_MESSAGE_BYTES);
    return MethodDescriptor.newBuilder(marshaller, marshaller)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setType(type)
        .build();
  }
}
