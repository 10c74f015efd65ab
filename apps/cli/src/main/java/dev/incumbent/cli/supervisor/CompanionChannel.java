package dev.incumbent.cli.supervisor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines to and from the companion.
 *
 * <p>Threads: one thread uses it; {@link #wakeUp} may be called from any. Only {@link #await}
 * blocks. Errors: a broken connection is an ended one, as what was read before it still counts.
 */
final class CompanionChannel implements Closeable {
  private static final int LONGEST_LINE = 64 * 1024;

  private final SocketChannel socket;
  private final Selector selector;
  private final SelectionKey key;
  private final StringBuilder input = new StringBuilder();
  private final ByteBuffer chunk = ByteBuffer.allocate(8 * 1024);
  private ByteBuffer output = ByteBuffer.allocate(0);
  private boolean ended;

  CompanionChannel(SocketChannel socket) throws IOException {
    this.socket = socket;
    socket.configureBlocking(false);
    selector = Selector.open();
    key = socket.register(selector, SelectionKey.OP_READ);
  }

  /** Returns when there is something to read or write, after {@link #wakeUp} or after the time. */
  void await(Duration atMost) throws IOException {
    key.interestOps(
        output.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
    selector.select(Math.max(1, atMost.toMillis()));
    selector.selectedKeys().clear();
    flush();
  }

  void wakeUp() {
    selector.wakeup();
  }

  /** The complete lines that have arrived. */
  List<String> read() throws IOException {
    for (int count = fill(); count != 0 && !ended; count = fill()) {
      if (count < 0) {
        ended = true;
      }
      input.append(StandardCharsets.ISO_8859_1.decode(chunk.flip()));
    }
    List<String> lines = new ArrayList<>();
    for (int end = input.indexOf("\n"); end >= 0; end = input.indexOf("\n")) {
      lines.add(input.substring(0, end));
      input.delete(0, end + 1);
    }
    if (input.length() > LONGEST_LINE) {
      throw new IOException("the companion's line is longer than " + LONGEST_LINE + " bytes");
    }
    return lines;
  }

  /** Whether the companion has closed its side; what it had sent before has been read. */
  boolean isEnded() {
    return ended;
  }

  /** Whether all lines have been handed to the system, so that more of them pile up nowhere. */
  boolean isIdle() {
    return !output.hasRemaining();
  }

  /** Sends the lines; to be called when idle. */
  void send(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    output = StandardCharsets.US_ASCII.encode(text.toString());
    flush();
  }

  @Override
  public void close() throws IOException {
    try (selector;
        socket) {
      ended = true;
    }
  }

  private int fill() {
    chunk.clear();
    try {
      return socket.read(chunk);
    } catch (IOException e) {
      return -1;
    }
  }

  private void flush() {
    try {
      socket.write(output);
    } catch (IOException e) {
      // Nobody is there to read it. The next read says so, after what is still to be read.
      output = ByteBuffer.allocate(0);
    }
  }
}
