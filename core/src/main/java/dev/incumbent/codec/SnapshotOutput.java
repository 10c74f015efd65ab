package dev.incumbent.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes the frame of a snapshot: a head, records of any number, and a trailer by which a reader
 * finds out that it has all of them, unchanged.
 *
 * <pre>
 * head      4 bytes "INCS", 1 byte format version
 * record    its length, never 0, and its bytes; as often as there are records
 * trailer   length 0; 8 bytes: the length of all before them; 4 bytes: CRC-32C of all before them
 * </pre>
 *
 * <p>Threads: for one at a time. Errors: {@link IOException} as the stream throws it.
 */
public final class SnapshotOutput {
  static final byte[] MAGIC = "INCS".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final CRC32C sum = new CRC32C();
  private final CheckedOutputStream checked;
  private long length;

  /** Writes the head. The stream is neither flushed nor closed. */
  public SnapshotOutput(OutputStream out, int version) throws IOException {
    this.out = out;
    this.checked = new CheckedOutputStream(out, sum);
    checked.write(MAGIC);
    checked.write(version);
    length = MAGIC.length + 1L;
  }

  /** Writes a record of at least one byte. */
  public void record(ByteWriter content) throws IOException {
    if (content.size() == 0) {
      throw new CodecException(length, "at least one byte in a record");
    }
    ByteWriter head = new ByteWriter().varint(content.size());
    head.writeTo(checked);
    content.writeTo(checked);
    length += head.size() + content.size();
  }

  /** Writes the trailer. */
  public void end() throws IOException {
    checked.write(0);
    length++;
    new ByteWriter().fixed64(length).writeTo(checked);
    long crc = sum.getValue();
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (crc >>> shift));
    }
  }
}
