package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.grpc.server.GrpcServicesImpl;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * The library's gRPC transport, with directories synced before any message that relies on them
 * leaves (S-8).
 *
 * <p>The library forces files but not the directories that name them: after a power loss a vote, a
 * term or a new log segment that was promised to a peer could be missing. Here a node's own vote is
 * synced before the request for others' votes leaves, and whatever a peer's request changed before
 * the reply leaves; a reply whose sync failed never leaves. The leader's own log is synced by
 * {@link MachineAdapter#flush}.
 *
 * <p>Made by the library, by class name; what it needs comes in the {@link Parameters}.
 *
 * <p>Threads: the library's.
 */
final class DurableTransport implements RpcType {

  private static final String HOOKS = "incumbent.transport.hooks";

  /** What the transport needs of its engine. */
  interface Hooks {

    /** Syncs whatever a vote or an append changed; an exception stops the message. */
    void beforeMessage() throws IOException;

    /** Syncs everything under the group's folder: a snapshot may have been installed. */
    void beforeInstallReply() throws IOException;

    /** This node leads and sends its log to the follower. */
    void onFollower(LeaderState leadership, FollowerInfo follower);
  }

  static Parameters parameters(Hooks hooks) {
    Parameters parameters = new Parameters();
    parameters.put(HOOKS, hooks, Hooks.class);
    GrpcConfigKeys.Server.setServicesCustomizer(parameters, new PeersOnly());
    return parameters;
  }

  @Override
  public String name() {
    return DurableTransport.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    return new Factory(parameters, parameters.getNonNull(HOOKS, Hooks.class));
  }

  /** Wraps what comes in and what goes out. */
  private static final class Factory extends GrpcFactory {

    private final Hooks hooks;

    Factory(Parameters parameters, Hooks hooks) {
      super(parameters);
      this.hooks = hooks;
    }

    @Override
    public GrpcServices newRaftServerRpc(RaftServer server) {
      RaftServer incoming = proxy(RaftServer.class, new Incoming(server, hooks));
      GrpcServices services = super.newRaftServerRpc(incoming);
      return proxy(OutgoingServices.class, new Outgoing((GrpcServicesImpl) services, hooks));
    }

    @Override
    public LogAppender newLogAppender(
        RaftServer.Division server, LeaderState state, FollowerInfo follower) {
      hooks.onFollower(state, follower);
      return new Appender(server, state, follower);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }

  /** The services as the library's own classes want them. */
  interface OutgoingServices extends GrpcServices {
    GrpcServicesImpl unwrapped();
  }

  /**
   * Its base class insists on the unwrapped services; appends need no sync on the leader's side.
   */
  private static final class Appender extends GrpcLogAppender {

    Appender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
      super(server, state, follower);
    }

    @Override
    public GrpcServicesImpl getServerRpc() {
      return ((OutgoingServices) getServer().getRaftServer().getServerRpc()).unwrapped();
    }
  }

  /** Peers' requests: carried out, then synced, then answered. */
  private record Incoming(RaftServer server, Hooks hooks) implements InvocationHandler {

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      Object result = call(server, method, arguments);
      switch (method.getName()) {
        case "requestVote", "startLeaderElection" -> hooks.beforeMessage();
        case "installSnapshot" -> hooks.beforeInstallReply();
        case "appendEntriesAsync" -> {
          return ((CompletableFuture<?>) result).thenApply(this::synced);
        }
        default -> {}
      }
      return result;
    }

    private Object synced(Object reply) {
      try {
        hooks.beforeMessage();
        return reply;
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }
  }

  /** Our own requests for votes: the vote for ourselves is synced first. */
  private record Outgoing(GrpcServicesImpl services, Hooks hooks) implements InvocationHandler {

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("unwrapped")) {
        return services;
      }
      if (method.getName().equals("requestVote")) {
        RequestVoteRequestProto request =
            (RequestVoteRequestProto) Objects.requireNonNull(arguments[0]);
        if (!request.getPreVote()) {
          hooks.beforeMessage();
        }
      }
      return call(services, method, arguments);
    }
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
