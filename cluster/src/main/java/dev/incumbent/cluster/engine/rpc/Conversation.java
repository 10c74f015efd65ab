package dev.incumbent.cluster.engine.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * Serves one connection of a peer: each request is carried out, what it changed is synced, and then
 * it is answered (S-8). A request whose sync failed is never answered with a reply.
 *
 * <p>Threads: {@link #run} blocks until the connection ends; an append is answered from the
 * library's thread that saw it on disk, so that others can arrive meanwhile.
 */
final class Conversation implements Runnable {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

  private final SocketChannel channel;
  private final RaftServer server;
  private final TransportHooks hooks;
  private final int maxBody;
  private final ReentrantLock writing = new ReentrantLock();

  Conversation(SocketChannel channel, RaftServer server, TransportHooks hooks, int maxBody) {
    this.channel = channel;
    this.server = server;
    this.hooks = hooks;
    this.maxBody = maxBody;
  }

  @Override
  public void run() {
    try (channel) {
      greet();
      while (true) {
        serve(Frame.read(channel, maxBody));
      }
    } catch (EOFException e) {
      LOG.log(System.Logger.Level.DEBUG, "A peer closed its connection");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection of a peer ended: {0}", e.getMessage());
    }
  }

  /** One of another version is told so by name, and so is whoever looks after this node. */
  private void greet() throws IOException {
    Frame first = Frame.read(channel, maxBody);
    try {
      first.requireHello();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A peer at {0} is refused: {1}",
          channel.getRemoteAddress(),
          e.getMessage());
      send(Frame.failure(first.call(), e.getMessage()));
      throw e;
    }
  }

  private void serve(Frame request) throws IOException {
    try {
      switch (request.kind()) {
        case APPEND -> append(request);
        case VOTE -> reply(request, vote(request));
        case START_ELECTION -> reply(request, startElection(request));
        case INSTALL -> reply(request, install(request));
        default -> throw new IOException("a " + request.kind() + " instead of a request");
      }
    } catch (IOException | RuntimeException e) {
      send(Frame.failure(request.call(), e.toString()));
    }
  }

  private void append(Frame request) throws IOException {
    var unused =
        server
            .appendEntriesAsync(AppendEntriesRequestProto.parseFrom(request.body()))
            .thenApply(this::synced)
            .whenComplete(
                (reply, error) -> {
                  if (error == null) {
                    reply(request, reply);
                  } else {
                    send(Frame.failure(request.call(), error.toString()));
                  }
                });
  }

  private AppendEntriesReplyProto synced(AppendEntriesReplyProto reply) {
    try {
      hooks.beforeMessage();
      return reply;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private MessageLite vote(Frame request) throws IOException {
    MessageLite reply = server.requestVote(RequestVoteRequestProto.parseFrom(request.body()));
    hooks.beforeMessage();
    return reply;
  }

  private MessageLite startElection(Frame request) throws IOException {
    MessageLite reply =
        server.startLeaderElection(StartLeaderElectionRequestProto.parseFrom(request.body()));
    hooks.beforeMessage();
    return reply;
  }

  private MessageLite install(Frame request) throws IOException {
    MessageLite reply =
        server.installSnapshot(InstallSnapshotRequestProto.parseFrom(request.body()));
    hooks.beforeInstallReply();
    return reply;
  }

  private void reply(Frame request, MessageLite reply) {
    send(new Frame(Frame.Kind.REPLY, request.call(), reply.toByteArray()));
  }

  /** A peer that cannot be answered asks again on another connection. */
  private void send(Frame answer) {
    writing.lock();
    try {
      answer.writeTo(channel);
    } catch (IOException e) {
      close();
    } finally {
      writing.unlock();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was not closed", e);
    }
  }
}
