package dev.incumbent.cluster.engine.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One message on a connection between nodes. */
final class Frame {

  /** What a message is, with its number on the wire. */
  enum Kind {
    HELLO(1),
    VOTE(2),
    APPEND(3),
    INSTALL(4),
    START_ELECTION(5),
    REPLY(6),
    FAILURE(7);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }

    private static Kind of(byte number) throws IOException {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      throw new IOException("a frame of kind " + number + ": known are 1 to " + FAILURE.number);
    }
  }

  /** The number of what belongs to no call. */
  static final long NO_CALL = 0;

  private static final int HEAD = 1 + Long.BYTES;
  private static final byte[] MAGIC = "INCUMBENT-RAFT".getBytes(StandardCharsets.US_ASCII);
  static final byte VERSION = 1;

  private final Kind kind;
  private final long call;
  private final byte[] body;

  /**
   * @param call of the call that it makes or answers, or {@link #NO_CALL}
   * @param body not copied
   */
  Frame(Kind kind, long call, byte[] body) {
    this.kind = kind;
    this.call = call;
    this.body = body;
  }

  static Frame hello(byte version) {
    byte[] body = Arrays.copyOf(MAGIC, MAGIC.length + 1);
    body[MAGIC.length] = version;
    return new Frame(Kind.HELLO, NO_CALL, body);
  }

  static Frame failure(long call, @Nullable String why) {
    return new Frame(Kind.FAILURE, call, String.valueOf(why).getBytes(StandardCharsets.UTF_8));
  }

  Kind kind() {
    return kind;
  }

  long call() {
    return call;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Throws unless this is a hello in the version spoken here. */
  void requireHello() throws IOException {
    int length = MAGIC.length;
    if (kind != Kind.HELLO
        || body.length <= length
        || !Arrays.equals(body, 0, length, MAGIC, 0, length)) {
      throw new IOException("the connection does not begin with a hello");
    }
    if (body[length] != VERSION) {
      throw new IOException("peer protocol version " + body[length] + ": known is " + VERSION);
    }
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + HEAD + body.length);
    bytes.putInt(HEAD + body.length).put(kind.number).putLong(call).put(body).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The next one; {@link EOFException} at the end. */
  static Frame read(ReadableByteChannel channel, int maxBody) throws IOException {
    int length = fill(channel, Integer.BYTES).getInt();
    if (length < HEAD || length - HEAD > maxBody) {
      throw new IOException("a frame of " + length + " bytes: allowed are " + (maxBody + HEAD));
    }
    ByteBuffer bytes = fill(channel, length);
    Kind kind = Kind.of(bytes.get());
    long call = bytes.getLong();
    byte[] body = new byte[bytes.remaining()];
    bytes.get(body);
    return new Frame(kind, call, body);
  }

  private static ByteBuffer fill(ReadableByteChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the connection ended");
      }
    }
    return bytes.flip();
  }
}
