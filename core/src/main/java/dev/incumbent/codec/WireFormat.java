package dev.incumbent.codec;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;

/**
 * The byte form of every message between client and node, and between nodes: one byte of format
 * version, one byte of kind, then the fields in the order of the record.
 *
 * <p>What a node reads has at most 1 MiB a message. What it tells a client may be larger, since one
 * message tells all that a session holds. A kind's number is never reused; another order or meaning
 * of fields is another version, refused by name.
 *
 * <p>Threads: safe for use by any thread. Errors: {@link CodecException} and nothing else, for any
 * bytes whatever.
 */
public final class WireFormat {
  /** The format version that this code reads and writes. */
  public static final int VERSION = 1;

  /** The largest message to a node, in bytes: 1 MiB. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** The largest message to a client, in bytes: 64 MiB, some hundred thousand held elections. */
  public static final int MAX_SERVER_MESSAGE_BYTES = 64 * 1024 * 1024;

  private WireFormat() {}

  public static byte[] encode(ClientMessage message) {
    return ClientMessageCodec.write(start(MAX_MESSAGE_BYTES), message).toArray();
  }

  public static byte[] encode(ServerMessage message) {
    return ServerMessageCodec.write(start(MAX_SERVER_MESSAGE_BYTES), message).toArray();
  }

  public static byte[] encode(PeerMessage message) {
    return PeerMessageCodec.write(start(MAX_MESSAGE_BYTES), message).toArray();
  }

  public static ClientMessage decodeClientMessage(byte[] message) {
    ByteReader in = open(message, MAX_MESSAGE_BYTES);
    ClientMessage decoded = ClientMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  public static ServerMessage decodeServerMessage(byte[] message) {
    ByteReader in = open(message, MAX_SERVER_MESSAGE_BYTES);
    ServerMessage decoded = ServerMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  public static PeerMessage decodePeerMessage(byte[] message) {
    ByteReader in = open(message, MAX_MESSAGE_BYTES);
    PeerMessage decoded = PeerMessageCodec.read(in);
    in.expectEnd();
    return decoded;
  }

  private static ByteWriter start(int maxBytes) {
    return new ByteWriter(maxBytes).u8(VERSION);
  }

  private static ByteReader open(byte[] message, int maxBytes) {
    if (message.length > maxBytes) {
      throw new CodecException(maxBytes, "the end: a message has at most " + maxBytes + " bytes");
    }
    ByteReader in = new ByteReader(message);
    int version = in.u8();
    if (version != VERSION) {
      throw CodecException.unknownFormat("message", version, VERSION);
    }
    return in;
  }
}
