package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.front.FrontStream;
import dev.incumbent.cluster.front.PeerChannels;
import dev.incumbent.cluster.front.PeerStream;
import dev.incumbent.cluster.front.Streams;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.time.RandomSource;
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
 * <p>Threads: as {@link Streams} says; all else on the loop.
 */
final class PeerLinks implements Streams {
  private static final System.Logger LOG = System.getLogger("dev.incumbent.node");
  private static final long MIN_PAUSE_NANOS = 20_000_000L;
  private static final long MAX_PAUSE_NANOS = 1_000_000_000L;

  /** Who this node is, to its peers. */
  record Self(Group group, Group.Member member) {}

  private final ActorLoop loop;
  private final PeerChannels channels;
  private final RandomSource random;
  private final Map<Long, FrontStream> incoming = new TreeMap<>();
  private final Map<Long, String> nodes = new TreeMap<>();
  private Optional<Self> self = Optional.empty();
  private Optional<HostDriver> host = Optional.empty();
  private Optional<Own> own = Optional.empty();
  private boolean closed;

  PeerLinks(ActorLoop loop, PeerChannels channels, RandomSource random) {
    this.loop = loop;
    this.channels = channels;
    this.random = random;
  }

  /** From now on streams are served. */
  void serve(Self asMember, HostDriver driver) {
    loop.execute(
        () -> {
          self = Optional.of(asMember);
          host = Optional.of(driver);
        });
  }

  /** Another node leads, or none that is known, or this one. */
  void leader(Optional<Group.Member> leader) {
    Optional<Group.Member> other = leader.filter(l -> !l.equals(self.orElseThrow().member()));
    if (other.equals(own.map(link -> link.leader))) {
      return;
    }
    own.ifPresent(Own::end);
    own = Optional.empty();
    if (!closed) {
      own = other.map(Own::new);
      own.ifPresent(Own::open);
    }
  }

  void send(String node, PeerMessage message) {
    byte[] bytes = WireFormat.encode(message);
    if (message instanceof PeerMessage.Confirmed) {
      nodes.forEach(
          (stream, name) -> {
            if (name.equals(node)) {
              incoming.get(stream).send(bytes);
            }
          });
    } else {
      own.filter(link -> link.name().equals(node)).ifPresent(link -> link.send(bytes));
    }
  }

  /** Ends the own stream and opens no other. */
  void close() {
    closed = true;
    own.ifPresent(Own::end);
    own = Optional.empty();
  }

  @Override
  public void opened(FrontStream stream) {
    loop.execute(() -> incoming.put(stream.id(), stream));
  }

  @Override
  public void received(FrontStream stream, byte[] message) {
    loop.execute(
        () -> {
          try {
            receive(stream, WireFormat.decodePeerMessage(message));
            stream.consumed();
          } catch (CodecException e) {
            refuse(stream, String.valueOf(e.getMessage()));
          }
        });
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
    if (self.isEmpty()) {
      refuse(stream, "the node is not in a cluster yet");
      return;
    }
    Optional<String> stranger = stranger(hello);
    if (stranger.isPresent()) {
      refuse(stream, stranger.orElseThrow());
      return;
    }
    stream.send(WireFormat.encode(hello(self.orElseThrow())));
    boolean another = isUp(hello.node());
    nodes.put(stream.id(), hello.node());
    up(hello.node(), another);
  }

  private static PeerMessage.Hello hello(Self self) {
    return new PeerMessage.Hello(
        WireFormat.VERSION, self.group().cluster().toString(), self.member().node().toString());
  }

  /** Why the other side is not a peer, if it is not. */
  private Optional<String> stranger(PeerMessage.Hello hello) {
    Group group = self.orElseThrow().group();
    if (hello.formatVersion() != WireFormat.VERSION) {
      return Optional.of(
          "format version " + hello.formatVersion() + ": this node knows " + WireFormat.VERSION);
    }
    if (!hello.cluster().equals(group.cluster().toString())) {
      return Optional.of("cluster " + hello.cluster() + ": this is " + group.cluster());
    }
    boolean member =
        group.members().stream().anyMatch(m -> m.node().toString().equals(hello.node()));
    return member
        ? Optional.empty()
        : Optional.of("node " + hello.node() + " is not a member of " + group.cluster());
  }

  private static void refuse(FrontStream stream, String why) {
    LOG.log(Level.WARNING, "a peer''s stream is refused: {0}", why);
    stream.refuse(Status.FAILED_PRECONDITION.withDescription(why));
  }

  private boolean isUp(String node) {
    return nodes.containsValue(node)
        || own.filter(link -> link.greeted && link.name().equals(node)).isPresent();
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
    loop.execute(
        () -> {
          incoming.remove(stream.id());
          Optional.ofNullable(nodes.remove(stream.id())).ifPresent(this::gone);
        });
  }

  private void tell(HostEvent event) {
    host.ifPresent(driver -> driver.tellNow(event));
  }

  /** This node's stream to the leader, opened again as long as that leads. */
  private final class Own {
    private final Group.Member leader;
    private Optional<PeerStream> stream = Optional.empty();
    private long pauseNanos = MIN_PAUSE_NANOS;
    private boolean greeted;
    private boolean ended;

    Own(Group.Member leader) {
      this.leader = leader;
    }

    String name() {
      return leader.node().toString();
    }

    void open() {
      if (ended) {
        return;
      }
      Address address = leader.front();
      PeerStream opened = channels.open(address, new Events());
      stream = Optional.of(opened);
      opened.send(WireFormat.encode(hello(self.orElseThrow())));
    }

    void send(byte[] message) {
      if (greeted) {
        stream.ifPresent(open -> open.send(message));
      }
    }

    void end() {
      ended = true;
      stream.ifPresent(PeerStream::close);
      if (greeted) {
        greeted = false;
        own = Optional.empty();
        gone(name());
      }
    }

    private void receive(PeerMessage message) {
      if (greeted) {
        tell(new HostEvent.PeerReceived(name(), message));
      } else if (message instanceof PeerMessage.Hello hello
          && stranger(hello).isEmpty()
          && hello.node().equals(name())) {
        boolean another = isUp(name());
        greeted = true;
        pauseNanos = MIN_PAUSE_NANOS;
        up(name(), another);
      } else {
        LOG.log(Level.WARNING, "{0} does not answer as node {1}", leader.front(), name());
        stream.ifPresent(PeerStream::close);
      }
    }

    private void lost() {
      boolean was = greeted;
      greeted = false;
      stream = Optional.empty();
      if (was) {
        gone(name());
      }
      long half = pauseNanos / 2;
      pauseNanos = Math.min(MAX_PAUSE_NANOS, pauseNanos * 2);
      loop.at(loop.now() + half + random.nextLong(half), this::open);
    }

    private final class Events implements PeerStream.Listener {
      @Override
      public void received(byte[] message) {
        loop.execute(
            () -> {
              if (!ended) {
                take(message);
              }
            });
      }

      private void take(byte[] message) {
        try {
          receive(WireFormat.decodePeerMessage(message));
          stream.ifPresent(PeerStream::consumed);
        } catch (CodecException e) {
          LOG.log(Level.WARNING, "{0}: {1}", leader.front(), e.getMessage());
          stream.ifPresent(PeerStream::close);
        }
      }

      @Override
      public void closed(String why) {
        loop.execute(
            () -> {
              if (!ended) {
                lost();
              }
            });
      }
    }
  }
}
