package dev.incumbent.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads the frame that {@link SnapshotOutput} wrote, and refuses what is not whole and unchanged.
 *
 * <p>What the records said counts only once {@link #next} has returned empty: before that a change
 * may not have been found out.
 *
 * <p>Threads: for one at a time. Errors: {@link CodecException} for what is not a snapshot, is of
 * an unknown format, truncated, changed, or followed by anything; {@link IOException} as the stream
 * throws it.
 */
public final class SnapshotInput {
  private final CRC32C sum = new CRC32C();
  private final InputStream in;
  private final CheckedInputStream checked;
  private long position;

  /** Reads the head. The stream is not closed. */
  public SnapshotInput(InputStream in, int version) throws IOException {
    this.in = in;
    this.checked = new CheckedInputStream(in, sum);
    if (!Arrays.equals(checked.readNBytes(SnapshotOutput.MAGIC.length), SnapshotOutput.MAGIC)) {
      throw new CodecException(0, "a snapshot, which begins with INCS");
    }
    position = SnapshotOutput.MAGIC.length;
    int found = one();
    if (found != version) {
      throw CodecException.unknownFormat("snapshot", found, version);
    }
  }

  /** The next record, or empty once the trailer has proved that there were no other ones. */
  public Optional<ByteReader> next() throws IOException {
    long length = length();
    if (length == 0) {
      checkTrailer();
      return Optional.empty();
    }
    if (length < 0 || length > ByteWriter.DEFAULT_MAX_BYTES) {
      throw new CodecException(
          position,
          "a record of at most " + ByteWriter.DEFAULT_MAX_BYTES + " bytes, not " + length);
    }
    long at = position;
    return Optional.of(new ByteReader(some((int) length), at));
  }

  private void checkTrailer() throws IOException {
    long length = position;
    if (new ByteReader(some(Long.BYTES)).fixed64() != length) {
      throw new CodecException(length, "a snapshot's own length, " + length);
    }
    long crc = sum.getValue();
    long stated = 0;
    for (byte b : some(Integer.BYTES)) {
      stated = stated << 8 | (b & 0xff);
    }
    if (stated != crc) {
      throw new CodecException(
          position, String.format("checksum %08x of what was read, not %08x", crc, stated));
    }
    if (in.read() >= 0) {
      throw new CodecException(position, "the end of the snapshot");
    }
  }

  private long length() throws IOException {
    byte[] coded = new byte[10];
    int count = 0;
    do {
      coded[count] = (byte) one();
    } while (coded[count++] < 0 && count < coded.length);
    return new ByteReader(Arrays.copyOf(coded, count), position - count).varint();
  }

  private int one() throws IOException {
    return some(1)[0] & 0xff;
  }

  private byte[] some(int count) throws IOException {
    byte[] bytes = checked.readNBytes(count);
    if (bytes.length < count) {
      throw new CodecException(
          position + bytes.length, count - bytes.length + " more bytes: the snapshot is truncated");
    }
    position += count;
    return bytes;
  }
}
