package dev.incumbent.coordinator.host;

import java.util.Comparator;

/** A client's number on one of its streams: of a read, or of a subscription. */
record StreamKey(long stream, long id) implements Comparable<StreamKey> {
  private static final Comparator<StreamKey> ORDER =
      Comparator.comparingLong(StreamKey::stream).thenComparingLong(StreamKey::id);

  @Override
  public int compareTo(StreamKey other) {
    return ORDER.compare(this, other);
  }

  /** Smaller than every key of that stream but the one with this number itself. */
  static StreamKey firstOf(long stream) {
    return new StreamKey(stream, Long.MIN_VALUE);
  }

  static StreamKey lastOf(long stream) {
    return new StreamKey(stream, Long.MAX_VALUE);
  }
}
