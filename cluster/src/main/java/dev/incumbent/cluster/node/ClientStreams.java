package dev.incumbent.cluster.node;

import dev.incumbent.cluster.front.FrontStream;
import dev.incumbent.cluster.front.Streams;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * The clients' streams, between the front port and the session host.
 *
 * <p>Bounds: see {@link Bounds}; of each stream at most a window of messages waits for the loop.
 *
 * <p>Threads: as {@link Streams} says; {@link #send} and {@link #close} on the loop.
 */
final class ClientStreams implements Streams {
  private static final long RETRY_NANOS = 1_000_000L;

  /**
   * How much there may be.
   *
   * @param streams at a time; one more is refused
   * @param queue tasks of the loop beyond which no stream is given room for another message
   */
  record Bounds(int streams, int queue) {
    static final Bounds DEFAULT = new Bounds(200_000, 8_192);
  }

  private final ActorLoop loop;
  private final Bounds bounds;
  private final Map<Long, FrontStream> streams = new TreeMap<>();
  private final Queue<FrontStream> withoutRoom = new ArrayDeque<>();
  private Optional<HostDriver> host = Optional.empty();
  private String notYet = "the node starts";

  ClientStreams(ActorLoop loop, Bounds bounds) {
    this.loop = loop;
    this.bounds = bounds;
  }

  /** From now on streams are served; until then they are refused as unavailable. */
  void serve(HostDriver driver) {
    loop.execute(() -> host = Optional.of(driver));
  }

  /** Why streams are refused until they are served. */
  void refuseBecause(String why) {
    loop.execute(() -> notYet = why);
  }

  @Override
  public void opened(FrontStream stream) {
    loop.execute(() -> open(stream));
  }

  private void open(FrontStream stream) {
    if (host.isEmpty() || streams.size() >= bounds.streams()) {
      String why = host.isEmpty() ? notYet : "the node has " + bounds.streams() + " streams";
      refuse(stream, Failure.of(FailureCode.UNAVAILABLE, why));
      return;
    }
    streams.put(stream.id(), stream);
    tell(new HostEvent.StreamOpened(stream.id()));
  }

  @Override
  public void received(FrontStream stream, byte[] message) {
    loop.execute(() -> receive(stream, message));
  }

  private void receive(FrontStream stream, byte[] bytes) {
    if (!streams.containsKey(stream.id())) {
      return;
    }
    try {
      ClientMessage message = WireFormat.decodeClientMessage(bytes);
      tell(new HostEvent.Received(stream.id(), message));
      giveRoom(stream);
    } catch (CodecException e) {
      refuse(stream, Failure.of(FailureCode.REJECTED, String.valueOf(e.getMessage())));
    }
  }

  private void giveRoom(FrontStream stream) {
    if (loop.depth() <= bounds.queue()) {
      stream.consumed();
      return;
    }
    if (withoutRoom.isEmpty()) {
      loop.at(loop.now() + RETRY_NANOS, this::giveRoomToAll);
    }
    withoutRoom.add(stream);
  }

  private void giveRoomToAll() {
    if (loop.depth() > bounds.queue()) {
      loop.at(loop.now() + RETRY_NANOS, this::giveRoomToAll);
      return;
    }
    withoutRoom.forEach(FrontStream::consumed);
    withoutRoom.clear();
  }

  private static void refuse(FrontStream stream, Failure why) {
    stream.send(WireFormat.encode(new ServerMessage.Refused(why)));
    stream.close();
  }

  @Override
  public void congested(FrontStream stream, boolean congested) {
    loop.execute(() -> tellIfKnown(stream, new HostEvent.Congested(stream.id(), congested)));
  }

  @Override
  public void closed(FrontStream stream, boolean byOtherSide) {
    loop.execute(
        () -> {
          tellIfKnown(stream, new HostEvent.StreamClosed(stream.id(), byOtherSide));
          streams.remove(stream.id());
        });
  }

  private void tellIfKnown(FrontStream stream, HostEvent event) {
    if (streams.containsKey(stream.id())) {
      tell(event);
    }
  }

  private void tell(HostEvent event) {
    host.ifPresent(driver -> driver.tellNow(event));
  }

  void send(long id, ServerMessage message) {
    FrontStream stream = streams.get(id);
    if (stream != null) {
      stream.send(WireFormat.encode(message));
    }
  }

  void close(long id) {
    FrontStream stream = streams.get(id);
    if (stream != null) {
      stream.close();
    }
  }

  int count() {
    return streams.size();
  }
}
