package dev.incumbent.cluster.engine.rpc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.PeerProxyMap;

/**
 * The library's view of the transport: requests to peers, and a listener for theirs.
 *
 * <p>Guarantees: a node's own vote is synced before its request for others' votes leaves, and
 * whatever a peer's request changed before the reply leaves (S-8). The leader's own log is synced
 * before it counts as flushed, which is not the transport's part.
 *
 * <p>Threads: the library's; a request waits for its reply, {@link #append} does not.
 */
final class PeerRpc extends RaftServerRpcWithProxy<Peer, PeerProxyMap<Peer>> {

  /** For a slow disk, and for a whole snapshot that is loaded before its last piece is answered. */
  private static final int BULK_TIMES = 10;

  private final PeerTransport.Settings settings;
  private final RaftServer server;
  private volatile Optional<PeerListener> listener = Optional.empty();

  PeerRpc(PeerTransport.Settings settings, RaftServer server) {
    super(server::getId, id -> new PeerProxyMap<>(id.toString(), peer -> connect(settings, peer)));
    this.settings = settings;
    this.server = server;
  }

  private static Peer connect(PeerTransport.Settings settings, RaftPeer peer) {
    String address = peer.getAddress();
    int colon = address.lastIndexOf(':');
    PeerLine.Way way =
        new PeerLine.Way(
            address.substring(0, colon),
            Integer.parseInt(address.substring(colon + 1)),
            settings.requestMillis(),
            settings.maxBody());
    return new Peer(way, settings.threads());
  }

  @Override
  protected void startImpl() {
    PeerListener started =
        new PeerListener(
            settings.socket(),
            settings.threads(),
            channel -> new Conversation(channel, server, settings.hooks(), settings.maxBody()));
    listener = Optional.of(started);
    started.start();
  }

  @Override
  public void closeImpl() throws IOException {
    super.closeImpl();
    if (listener.isPresent()) {
      listener.get().close();
    }
  }

  @Override
  public InetSocketAddress getInetSocketAddress() {
    return (InetSocketAddress) settings.socket().socket().getLocalSocketAddress();
  }

  @Override
  public RpcType getRpcType() {
    return PeerTransport.TYPE;
  }

  /** A heartbeat has no entries, and overtakes what does. */
  CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request)
      throws IOException {
    CompletableFuture<byte[]> answer =
        request.getEntriesCount() == 0
            ? quickly(Frame.Kind.APPEND, request.getServerRequest(), request)
            : inBulk(Frame.Kind.APPEND, request.getServerRequest(), request);
    return answer.thenApply(PeerRpc::appendReply);
  }

  private static AppendEntriesReplyProto appendReply(byte[] bytes) {
    try {
      return AppendEntriesReplyProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request)
      throws IOException {
    return await(append(request));
  }

  @Override
  public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
    if (!request.getPreVote()) {
      settings.hooks().beforeMessage();
    }
    return RequestVoteReplyProto.parseFrom(
        await(quickly(Frame.Kind.VOTE, request.getServerRequest(), request)));
  }

  @Override
  public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
      throws IOException {
    return StartLeaderElectionReplyProto.parseFrom(
        await(quickly(Frame.Kind.START_ELECTION, request.getServerRequest(), request)));
  }

  @Override
  public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request)
      throws IOException {
    return InstallSnapshotReplyProto.parseFrom(
        await(inBulk(Frame.Kind.INSTALL, request.getServerRequest(), request)));
  }

  private CompletableFuture<byte[]> quickly(
      Frame.Kind kind, RaftRpcRequestProto header, MessageLite request) throws IOException {
    return peer(header).callQuickly(kind, request.toByteArray(), settings.requestMillis());
  }

  private CompletableFuture<byte[]> inBulk(
      Frame.Kind kind, RaftRpcRequestProto header, MessageLite request) throws IOException {
    long millis = (long) settings.requestMillis() * BULK_TIMES;
    return peer(header).callInBulk(kind, request.toByteArray(), millis);
  }

  private Peer peer(RaftRpcRequestProto header) throws IOException {
    return getProxies().getProxy(RaftPeerId.valueOf(header.getReplyId()));
  }

  private static <T> T await(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
