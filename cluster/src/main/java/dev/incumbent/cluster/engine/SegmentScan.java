package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Reads one file of the log the way the library wrote it, and tells where it stops making sense.
 *
 * <p>The library's own reader is no judge: it takes a damaged length that points behind the end of
 * the file for a torn last entry and silently drops every entry behind it, and it refuses a file
 * whose last entry really is torn when space was preallocated.
 *
 * <pre>
 * file   "RaftLog1" entry* 0*
 * entry  length of the body (base-128 varint) · body (protobuf LogEntryProto) · CRC-32C of both (4 bytes)
 * </pre>
 *
 * <p>Source: Apache Ratis 3.3.0, {@code SegmentedRaftLogFormat} and {@code SegmentedRaftLogReader}.
 */
final class SegmentScan {

  private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_LENGTH_BYTES = 5;

  private final ByteBuffer bytes;
  private final long firstIndex;
  private final long promised;
  private final int maxEntryBytes;
  private int offset;
  private long nextIndex;

  private SegmentScan(ByteBuffer bytes, long firstIndex, long promised, int maxEntryBytes) {
    this.bytes = bytes;
    this.firstIndex = firstIndex;
    this.promised = promised;
    this.maxEntryBytes = maxEntryBytes;
    this.nextIndex = firstIndex;
  }

  /**
   * What a file holds.
   *
   * @param lastIndex of the last entry before the end or the damage; one before the first if there
   *     is none
   * @param damagedAt where the damage begins, if any
   * @param completeEntryAfter the index of a complete entry behind the damage, if any: then it is
   *     not the end of the file that is torn
   * @param surplusAt where something follows the last entry that the file's name promises, if it
   *     does
   */
  record Result(
      long lastIndex,
      OptionalLong damagedAt,
      OptionalLong completeEntryAfter,
      OptionalLong surplusAt) {}

  /**
   * @param promised the last entry by the file's name; {@link Long#MAX_VALUE} if it names none
   */
  static Result read(Path file, long firstIndex, long promised, int maxEntryBytes)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    return new SegmentScan(bytes, firstIndex, promised, maxEntryBytes).read();
  }

  private Result read() {
    int intact = intactHeaderBytes();
    offset = intact;
    if (intact < HEADER.length) {
      return isZeroFrom(intact) ? result(OptionalLong.empty()) : damaged();
    }
    while (offset < bytes.limit()) {
      if (bytes.get(offset) == 0) {
        return isZeroFrom(offset) ? result(OptionalLong.empty()) : damaged();
      }
      if (nextIndex > promised) {
        return new Result(
            promised, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(offset));
      }
      Optional<Entry> entry = entryAt(offset);
      if (entry.isEmpty() || entry.get().index() != nextIndex) {
        return damaged();
      }
      offset = entry.get().end();
      nextIndex++;
    }
    return result(OptionalLong.empty());
  }

  private Result damaged() {
    return result(OptionalLong.of(offset));
  }

  private Result result(OptionalLong damagedAt) {
    OptionalLong after = damagedAt.isEmpty() ? OptionalLong.empty() : completeEntryAfter(offset);
    return new Result(Math.max(nextIndex, firstIndex) - 1, damagedAt, after, OptionalLong.empty());
  }

  private int intactHeaderBytes() {
    int intact = 0;
    while (intact < HEADER.length
        && intact < bytes.limit()
        && bytes.get(intact) == HEADER[intact]) {
      intact++;
    }
    return intact;
  }

  private boolean isZeroFrom(int from) {
    for (int at = from; at < bytes.limit(); at++) {
      if (bytes.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  private OptionalLong completeEntryAfter(int damage) {
    for (int at = damage + 1; at < bytes.limit(); at++) {
      Optional<Entry> entry = bytes.get(at) == 0 ? Optional.empty() : entryAt(at);
      if (entry.isPresent() && entry.get().index() >= nextIndex) {
        return OptionalLong.of(entry.get().index());
      }
    }
    return OptionalLong.empty();
  }

  private record Entry(long index, int end) {}

  private Optional<Entry> entryAt(int at) {
    ByteBuffer in = bytes.duplicate().position(at);
    int length = readLength(in);
    if (length < 1 || length > maxEntryBytes || in.remaining() < length + Integer.BYTES) {
      return Optional.empty();
    }
    int bodyAt = in.position();
    ByteBuffer body = bytes.slice(bodyAt, length);
    // The first field of a body is the term: without it most places need no checksum.
    if (body.get(0) != LogEntryProto.TERM_FIELD_NUMBER << 3) {
      return Optional.empty();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(at, bodyAt - at + length));
    if ((int) checksum.getValue() != bytes.getInt(bodyAt + length)) {
      return Optional.empty();
    }
    return index(body).map(index -> new Entry(index, bodyAt + length + Integer.BYTES));
  }

  private static Optional<Long> index(ByteBuffer body) {
    try {
      return Optional.of(LogEntryProto.parseFrom(body).getIndex());
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** Negative if there is no length here. */
  private static int readLength(ByteBuffer in) {
    int value = 0;
    for (int i = 0; i < MOST_LENGTH_BYTES && in.hasRemaining(); i++) {
      byte next = in.get();
      value |= (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }
}
