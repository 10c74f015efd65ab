package dev.incumbent.cluster.front;

/**
 * What a front port tells of its streams of one kind.
 *
 * <p>Threads: called on threads of the transport, for one stream in order, and must not block.
 * Every {@link #opened} is followed by exactly one {@link #closed}, after which nothing follows for
 * that stream.
 */
public interface Streams {
  /** The other side opened a stream. */
  void opened(FrontStream stream);

  /** A message arrived. {@link FrontStream#consumed} makes room for the next. */
  void received(FrontStream stream, byte[] message);

  /**
   * What was sent on the stream piles up: what can be left out should be; or it has gone out again.
   * Told by whoever sends, too, in the order in which it happened.
   */
  void congested(FrontStream stream, boolean congested);

  /**
   * The stream is gone.
   *
   * @param byOtherSide it was closed, or its connection reset, from there; false if this node ended
   *     it, be it because the other side was silent for too long
   */
  void closed(FrontStream stream, boolean byOtherSide);
}
