package dev.incumbent.codec;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;

/**
 * The byte form of every message between client and node, and between nodes: one byte of format
 * version, one byte of kind, then the fields in the order of the record.
 *
 * <p>A message has at most 1 MiB. A kind's number is never reused; another order or meaning of
 * fields is another version, refused by name.
 *
 * <p>Threads: safe for use by any thread. Errors: {@link CodecException} and nothing else, for any
 * bytes whatever.
 */
public final class WireFormat {
  /** The format version that this code reads and writes. */
  public static final int VERSION = 1;

  /** The largest message, in bytes. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private WireFormat() {}

  public static byte[] encode(ClientMessage message) {
    return ClientMessageCodec.write(start(), message).toArray();
  }

  public static byte[] encode(ServerMessage message) {
    return ServerMessageCodec.write(start(), message).toArray();
  }

  public static byte[] encode(PeerMessage message) {
    return PeerMessageCodec.write(start(), message).toArray();
  }

  public static ClientMessage decodeClientMessage(byte[] message) {
    ByteReader in = open(message);
    ClientMessage decoded = ClientMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  public static ServerMessage decodeServerMessage(byte[] message) {
    ByteReader in = open(message);
    ServerMessage decoded = ServerMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  public static PeerMessage decodePeerMessage(byte[] message) {
    ByteReader in = open(message);
    PeerMessage decoded = PeerMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  private static ByteWriter start() {
    return new ByteWriter(MAX_MESSAGE_BYTES).u8(VERSION);
  }

  private static ByteReader open(byte[] message) {
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new CodecException(
          MAX_MESSAGE_BYTES, "the end: a message has at most " + MAX_MESSAGE_BYTES + " bytes");
    }
    ByteReader in = new ByteReader(message);
    int version = in.u8();
    if (version != VERSION) {
      throw CodecException.unknownFormat("message", version, VERSION);
    }
    return in;
  }
}
