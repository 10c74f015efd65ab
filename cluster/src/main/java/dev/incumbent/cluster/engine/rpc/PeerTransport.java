package dev.incumbent.cluster.engine.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadFactory;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Our own transport for the library's requests between nodes.
 *
 * <p>Made by the library, by class name; what it needs comes in the {@link Parameters}.
 *
 * <p>Threads: the library's, and {@link Settings#threads}.
 */
public final class PeerTransport implements RpcType {

  /** What the library is told to use. */
  public static final RpcType TYPE = new PeerTransport();

  private static final String SETTINGS = "incumbent.transport.settings";

  /**
   * What the transport needs of its engine.
   *
   * @param socket bound where this node's peers reach it; closed with the transport
   * @param requestMillis after which a request is given up
   * @param maxBody the largest message in bytes
   */
  public record Settings(
      TransportHooks hooks,
      ServerSocketChannel socket,
      int requestMillis,
      int maxBody,
      ThreadFactory threads) {}

  /**
   * A socket that is bound before the library is started: where the address is in use it would end
   * the process. Whoever connects is served once the transport has started.
   */
  public static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return socket.bind(address);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  public static Parameters parameters(Settings settings) {
    Parameters parameters = new Parameters();
    parameters.put(SETTINGS, settings, Settings.class);
    return parameters;
  }

  @Override
  public String name() {
    return PeerTransport.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    return new Factory(parameters.getNonNull(SETTINGS, Settings.class));
  }

  private record Factory(Settings settings) implements ServerFactory {

    @Override
    public RpcType getRpcType() {
      return TYPE;
    }

    @Override
    public RaftServerRpc newRaftServerRpc(RaftServer server) {
      return new PeerRpc(settings, server);
    }

    @Override
    public LogAppender newLogAppender(
        RaftServer.Division server, LeaderState state, FollowerInfo follower) {
      settings.hooks().onFollower(state, follower);
      return new PeerLogAppender(server, state, follower);
    }
  }
}
