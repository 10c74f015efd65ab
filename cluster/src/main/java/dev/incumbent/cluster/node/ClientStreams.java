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
 * <p>Bounds: at most {@link #MAX_STREAMS}; of each at most a window of messages waits for the loop,
 * and while the loop has more than {@link #LONG_QUEUE} tasks no stream is given room for another.
 *
 * <p>Threads: as {@link Streams} says; {@link #send} and {@link #close} on the loop.
 */
final class ClientStreams implements Streams {
  static final int MAX_STREAMS = 200_000;
  static final int LONG_QUEUE = 8_192;

  private static final long RETRY_NANOS = 1_000_000L;

  private final ActorLoop loop;
  private final Map<Long, FrontStream> streams = new TreeMap<>();
  private final Queue<FrontStream> withoutRoom = new ArrayDeque<>();
  private Optional<HostDriver> host = Optional.empty();
  private String notYet = "the node starts";

  ClientStreams(ActorLoop loop) {
    this.loop = loop;
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
    if (host.isEmpty() || streams.size() >= MAX_STREAMS) {
      String why = host.isEmpty() ? notYet : "the node has " + MAX_STREAMS + " streams";
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
    if (loop.depth() <= LONG_QUEUE) {
      stream.consumed();
      return;
    }
    if (withoutRoom.isEmpty()) {
      loop.at(loop.now() + RETRY_NANOS, this::giveRoomToAll);
    }
    withoutRoom.add(stream);
  }

  private void giveRoomToAll() {
    if (loop.depth() > LONG_QUEUE) {
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
