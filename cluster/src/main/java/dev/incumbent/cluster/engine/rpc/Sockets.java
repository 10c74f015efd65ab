package dev.incumbent.cluster.engine.rpc;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** How both ends of a connection between nodes are set. */
final class Sockets {
  private static final int IDLE_SECONDS = 30;
  private static final int PROBE_SECONDS = 10;
  private static final int PROBES = 3;

  private Sockets() {}

  /**
   * Sends at once; and finds out within {@value #IDLE_SECONDS} s and {@value #PROBES} probes that
   * the other end is gone without a word, where the system lets that be set: else an end that a
   * partition cut off would be kept, and one of few.
   */
  static void prepare(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  private static void set(SocketChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }
}
