package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.front.FrontStream;
import dev.incumbent.cluster.front.Streams;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.PeerMessage;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The streams between nodes: this node's own to the Raft leader, and those of the others to this
 * node.
 *
 * <p>On a stream the node that opened it tells (attachments, probes) and the other answers. The
 * first message each way is a Hello that names format, cluster and node; a stranger is refused.
 *
 * <pre>
 * event                                        host is told
 * a stream with a member is up, either way     it is gone (if another was up), then connected
 * the last stream with a member is gone        it is gone
 * the leader is another, or this node          -; the own stream to the old one is ended
 * the own stream is gone, same leader          as above; opened again after a pause
 * </pre>
 *
 * <p>Bounds: a member has at most {@link #MAX_STREAMS_A_NODE} streams here; the oldest is ended.
 *
 * <p>Threads: as {@link Streams} says; all else on the loop.
 */
final class PeerLinks implements Streams {
  static final int MAX_STREAMS_A_NODE = 4;

  private static final System.Logger LOG = System.getLogger(PeerLinks.class.getName());

  private final LeaderLink.Surroundings around;
  private final Map<Long, FrontStream> incoming = new TreeMap<>();
  private final Map<Long, String> nodes = new TreeMap<>();
  private Optional<PeerGreeting> greeting = Optional.empty();
  private Optional<HostDriver> host = Optional.empty();
  private Optional<LeaderLink> own = Optional.empty();
  private boolean closed;

  PeerLinks(LeaderLink.Surroundings around) {
    this.around = around;
  }

  /** From now on streams are served. */
  void serve(PeerGreeting asMember, HostDriver driver) {
    around
        .loop()
        .execute(
            () -> {
              greeting = Optional.of(asMember);
              host = Optional.of(driver);
            });
  }

  /** Another node leads, or none that is known, or this one. */
  void leader(Optional<Group.Member> leader) {
    PeerGreeting me = greeting.orElseThrow();
    Optional<Group.Member> other = leader.filter(l -> !closed && !l.equals(me.self()));
    if (other.equals(own.map(LeaderLink::leader))) {
      return;
    }
    Optional<LeaderLink> old = own;
    own = other.map(member -> new LeaderLink(member, me, around, new OwnEvents()));
    old.ifPresent(LeaderLink::end);
    own.ifPresent(LeaderLink::open);
  }

  void send(String node, PeerMessage message) {
    if (message instanceof PeerMessage.Confirmed) {
      byte[] bytes = WireFormat.encode(message);
      nodes.forEach(
          (stream, name) -> {
            if (name.equals(node)) {
              stream(stream).ifPresent(to -> to.send(bytes));
            }
          });
    } else {
      own.filter(link -> link.node().equals(node)).ifPresent(link -> link.send(message));
    }
  }

  private Optional<FrontStream> stream(long id) {
    return Optional.ofNullable(incoming.get(id));
  }

  /** Ends every stream and opens no other. */
  void close() {
    closed = true;
    incoming.values().forEach(FrontStream::close);
    own.ifPresent(LeaderLink::end);
    own = Optional.empty();
  }

  @Override
  public void opened(FrontStream stream) {
    around
        .loop()
        .execute(
            () -> {
              incoming.put(stream.id(), stream);
              if (closed) {
                stream.close();
              }
            });
  }

  @Override
  public void received(FrontStream stream, byte[] message) {
    around.loop().execute(() -> take(stream, message));
  }

  private void take(FrontStream stream, byte[] message) {
    try {
      receive(stream, WireFormat.decodePeerMessage(message));
      stream.consumed();
    } catch (CodecException e) {
      refuse(stream, String.valueOf(e.getMessage()));
    }
  }

  private void receive(FrontStream stream, PeerMessage message) {
    String node = nodes.get(stream.id());
    if (node != null) {
      tell(new HostEvent.PeerReceived(node, message));
    } else if (message instanceof PeerMessage.Hello hello) {
      greet(stream, hello);
    } else {
      refuse(stream, "a peer's first message must be a Hello");
    }
  }

  private void greet(FrontStream stream, PeerMessage.Hello hello) {
    if (greeting.isEmpty()) {
      refuse(stream, "the node is not in a cluster yet");
      return;
    }
    PeerGreeting me = greeting.orElseThrow();
    Optional<String> stranger = me.stranger(hello);
    if (stranger.isPresent()) {
      refuse(stream, stranger.orElseThrow());
      return;
    }
    stream.send(WireFormat.encode(me.hello()));
    endTheOldestOf(hello.node());
    boolean another = isUp(hello.node());
    nodes.put(stream.id(), hello.node());
    up(hello.node(), another);
  }

  private void endTheOldestOf(String node) {
    var streams = nodes.entrySet().stream().filter(entry -> entry.getValue().equals(node)).toList();
    if (streams.size() >= MAX_STREAMS_A_NODE) {
      stream(streams.get(0).getKey()).ifPresent(FrontStream::close);
    }
  }

  private static void refuse(FrontStream stream, String why) {
    LOG.log(Level.WARNING, "a peer''s stream is refused: {0}", why);
    stream.refuse(Status.FAILED_PRECONDITION.withDescription(why));
  }

  private boolean isUp(String node) {
    return nodes.containsValue(node)
        || own.filter(link -> link.isUp() && link.node().equals(node)).isPresent();
  }

  private void up(String node, boolean another) {
    if (another) {
      tell(new HostEvent.PeerConnected(node, false));
    }
    tell(new HostEvent.PeerConnected(node, true));
  }

  private void gone(String node) {
    if (!isUp(node)) {
      tell(new HostEvent.PeerConnected(node, false));
    }
  }

  @Override
  public void congested(FrontStream stream, boolean congested) {
    // Answers to probes: a few bytes a second.
  }

  @Override
  public void closed(FrontStream stream, boolean byOtherSide) {
    around
        .loop()
        .execute(
            () -> {
              incoming.remove(stream.id());
              Optional.ofNullable(nodes.remove(stream.id())).ifPresent(this::gone);
            });
  }

  private void tell(HostEvent event) {
    host.ifPresent(driver -> driver.tellNow(event));
  }

  private final class OwnEvents implements LeaderLink.Listener {
    @Override
    public void up(String node) {
      PeerLinks.this.up(node, nodes.containsValue(node));
    }

    @Override
    public void received(String node, PeerMessage message) {
      tell(new HostEvent.PeerReceived(node, message));
    }

    @Override
    public void gone(String node) {
      PeerLinks.this.gone(node);
    }
  }
}
