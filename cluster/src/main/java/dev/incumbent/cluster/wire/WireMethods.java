package dev.incumbent.cluster.wire;

import dev.incumbent.codec.WireFormat;
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

  /** The largest message to a node, in bytes; a larger one ends the call. */
  public static final int MAX_MESSAGE_BYTES = WireFormat.MAX_MESSAGE_BYTES;

  /** The largest message to a client, in bytes; a larger one ends the call. */
  public static final int MAX_SERVER_MESSAGE_BYTES = WireFormat.MAX_SERVER_MESSAGE_BYTES;

  /** {@code ClientMessage}s up, {@code ServerMessage}s down. */
  public static final MethodDescriptor<byte[], byte[]> SESSION =
      method("Session", MethodType.BIDI_STREAMING, MAX_SERVER_MESSAGE_BYTES);

  /** {@code PeerMessage}s, both ways. */
  public static final MethodDescriptor<byte[], byte[]> PEER =
      method("Peer", MethodType.BIDI_STREAMING, MAX_MESSAGE_BYTES);

  /** The formation of a group: one question, one answer. */
  public static final MethodDescriptor<byte[], byte[]> FORM =
      method("Form", MethodType.UNARY, MAX_MESSAGE_BYTES);

  private WireMethods() {}

  private static MethodDescriptor<byte[], byte[]> method(
      String name, MethodType type, int maxAnswerBytes) {
    return MethodDescriptor.newBuilder(
            new BytesMarshaller(MAX_MESSAGE_BYTES), new BytesMarshaller(maxAnswerBytes))
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setType(type)
        .build();
  }
}
