package dev.incumbent.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Writes the primitive forms of which every format of Incumbent is made; {@link ByteReader} is its
 * other half.
 *
 * <p>One value has one form: a number is the shortest LEB128 of its 64 bits, a signed one that of
 * its zigzag, a text or byte sequence its length and its bytes, a list its count and its elements,
 * an optional value a byte 0, or 1 and the value. So equal values have equal bytes on every node.
 *
 * <p>Each write returns the writer. Threads: for one at a time. Errors: {@link CodecException} when
 * the bytes would exceed the writer's bound, or one field {@link #MAX_FIELD_BYTES}; the writer is
 * of no use afterwards.
 */
public final class ByteWriter {
  /** The most bytes of one text or byte sequence. */
  public static final int MAX_FIELD_BYTES = 16 * 1024 * 1024;

  /** The bound of a writer that was given none. */
  public static final int DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

  private static final int FIRST_CAPACITY = 128;

  private final int maxBytes;
  private byte[] buffer;
  private int size;

  /** A writer of at most {@link #DEFAULT_MAX_BYTES}. */
  public ByteWriter() {
    this(DEFAULT_MAX_BYTES);
  }

  /** A writer of at most {@code maxBytes}. */
  public ByteWriter(int maxBytes) {
    this.maxBytes = maxBytes;
    this.buffer = new byte[Math.min(FIRST_CAPACITY, maxBytes)];
  }

  /** One byte, 0 to 255. */
  public ByteWriter u8(int value) {
    if (value < 0 || value > 0xff) {
      throw new CodecException(size, "a byte from 0 to 255 to write, not " + value);
    }
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** One byte: 0 for false, 1 for true. */
  public ByteWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** Eight bytes, the most significant first: for what is random. */
  public ByteWriter fixed64(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** One to ten bytes: any long, short for what is small and not negative. */
  public ByteWriter varint(long value) {
    reserve(varintBytes(value));
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** One to ten bytes: any long, short for what is near zero on either side. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** A text as UTF-8; half a surrogate pair, which UTF-8 cannot say, becomes a question mark. */
  public ByteWriter string(String value) {
    return field(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A byte sequence. */
  public ByteWriter bytes(Bytes value) {
    return field(value.array());
  }

  /** A list: its count, then each element. */
  public <T> ByteWriter list(List<T> values, BiConsumer<ByteWriter, ? super T> element) {
    varint(values.size());
    for (T value : values) {
      element.accept(this, value);
    }
    return this;
  }

  /** A value that may be absent. */
  public <T> ByteWriter optional(Optional<T> value, BiConsumer<ByteWriter, ? super T> present) {
    bool(value.isPresent());
    value.ifPresent(v -> present.accept(this, v));
    return this;
  }

  /** A number that may be absent. */
  public ByteWriter optionalLong(OptionalLong value) {
    bool(value.isPresent());
    value.ifPresent(this::varint);
    return this;
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** A copy of the bytes written. */
  public byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** The bytes written. */
  public Bytes toBytes() {
    return Bytes.owned(toArray());
  }

  /** Hands the bytes written to a stream. */
  void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, size);
  }

  private ByteWriter field(byte[] content) {
    if (content.length > MAX_FIELD_BYTES) {
      throw new CodecException(
          size, "at most " + MAX_FIELD_BYTES + " bytes in a field, not " + content.length);
    }
    varint(content.length);
    reserve(content.length);
    System.arraycopy(content, 0, buffer, size, content.length);
    size += content.length;
    return this;
  }

  private void reserve(int bytes) {
    long needed = (long) size + bytes;
    if (needed > maxBytes) {
      throw new CodecException(size, "at most " + maxBytes + " bytes in all");
    }
    if (needed > buffer.length) {
      long capacity = Math.min(maxBytes, Math.max(needed, 2L * buffer.length));
      buffer = Arrays.copyOf(buffer, (int) capacity);
    }
  }

  private static int varintBytes(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }
}
