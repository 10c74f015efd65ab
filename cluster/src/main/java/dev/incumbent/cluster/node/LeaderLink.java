package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.front.PeerChannels;
import dev.incumbent.cluster.front.PeerStream;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.time.RandomSource;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * This node's stream to the Raft leader, opened again with jitter for as long as that leads.
 *
 * <p>Threads: the loop; what the transport tells is handed on to it.
 */
final class LeaderLink {
  private static final System.Logger LOG = System.getLogger(LeaderLink.class.getName());
  private static final long MIN_PAUSE_NANOS = 20_000_000L;
  private static final long MAX_PAUSE_NANOS = 1_000_000_000L;

  private final Group.Member leader;
  private final PeerGreeting greeting;
  private final Surroundings around;
  private final Listener listener;
  private Optional<PeerStream> stream = Optional.empty();
  private long pauseNanos = MIN_PAUSE_NANOS;
  private boolean greeted;
  private boolean ended;

  /** What it lives on. */
  record Surroundings(ActorLoop loop, PeerChannels channels, RandomSource random) {}

  /** Told on the loop, never within a call of {@link #send}. */
  interface Listener {
    /** Both sides have greeted. */
    void up(String node);

    /** A message after that. */
    void received(String node, PeerMessage message);

    /** It is up no more. */
    void gone(String node);
  }

  LeaderLink(Group.Member leader, PeerGreeting greeting, Surroundings around, Listener listener) {
    this.leader = leader;
    this.greeting = greeting;
    this.around = around;
    this.listener = listener;
  }

  Group.Member leader() {
    return leader;
  }

  String node() {
    return leader.node().toString();
  }

  boolean isUp() {
    return greeted;
  }

  void open() {
    if (!ended) {
      PeerStream opened = around.channels().open(leader.front(), new Events());
      stream = Optional.of(opened);
      opened.send(WireFormat.encode(greeting.hello()));
    }
  }

  /** Sends, if it is up. */
  void send(PeerMessage message) {
    if (greeted) {
      stream.ifPresent(open -> open.send(WireFormat.encode(message)));
    }
  }

  /** Ends it for good. */
  void end() {
    ended = true;
    stream.ifPresent(PeerStream::close);
    down();
  }

  private void down() {
    stream = Optional.empty();
    if (greeted) {
      greeted = false;
      listener.gone(node());
    }
  }

  private void receive(PeerMessage message) {
    if (greeted) {
      listener.received(node(), message);
    } else if (message instanceof PeerMessage.Hello hello
        && greeting.stranger(hello).isEmpty()
        && hello.node().equals(node())) {
      greeted = true;
      pauseNanos = MIN_PAUSE_NANOS;
      listener.up(node());
    } else {
      LOG.log(Level.WARNING, "{0} does not answer as node {1}", leader.front(), node());
      stream.ifPresent(PeerStream::close);
    }
  }

  private void lost() {
    down();
    long half = pauseNanos / 2;
    pauseNanos = Math.min(MAX_PAUSE_NANOS, pauseNanos * 2);
    around.loop().at(around.loop().now() + half + around.random().nextLong(half), this::open);
  }

  private final class Events implements PeerStream.Listener {
    @Override
    public void received(byte[] message) {
      onLoop(() -> take(message));
    }

    @Override
    public void closed(String why) {
      onLoop(LeaderLink.this::lost);
    }

    private void onLoop(Runnable task) {
      around
          .loop()
          .execute(
              () -> {
                if (!ended) {
                  task.run();
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
  }
}
