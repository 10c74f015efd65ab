package dev.incumbent.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads what {@link ByteWriter} wrote, and refuses everything else: what ends early, a number in
 * more bytes than it needs, a flag that is neither 0 nor 1, text that is not UTF-8.
 *
 * <p>Never allocates more than a small multiple of what the input holds: a length or count larger
 * than the bytes that are left is refused before anything is made of it.
 *
 * <p>Threads: for one at a time. Errors: {@link CodecException} with the position and what was
 * expected there, and no other exception; the reader is of no use afterwards.
 */
public final class ByteReader {
  private static final int LAST_SHIFT = 63;

  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final byte[] input;
  private final long base;
  private int position;

  /** A reader of {@code input}, which must not be written to meanwhile. */
  public ByteReader(byte[] input) {
    this(input, 0);
  }

  /** A reader of {@code input}, which stood at {@code base} in something larger. */
  ByteReader(byte[] input, long base) {
    this.input = input;
    this.base = base;
  }

  /** A reader of {@code input}. */
  public ByteReader(Bytes input) {
    this(input.array());
  }

  /** Where it is, in bytes from the start of what is read. */
  public long position() {
    return base + position;
  }

  /** How many bytes are left. */
  public int remaining() {
    return input.length - position;
  }

  /** One byte, 0 to 255. */
  public int u8() {
    require(1, "one more byte");
    return input[position++] & 0xff;
  }

  /** One byte that is 0 or 1. */
  public boolean bool() {
    long at = position();
    int flag = u8();
    if (flag > 1) {
      throw new CodecException(at, "a flag, 0 or 1, not " + flag);
    }
    return flag == 1;
  }

  /** Eight bytes, the most significant first. */
  public long fixed64() {
    require(Long.BYTES, "eight more bytes");
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (input[position++] & 0xff);
    }
    return value;
  }

  /** A number in its shortest LEB128 form. */
  public long varint() {
    long at = position();
    long value = 0;
    for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        boolean tooLong = next == 0 && shift > 0;
        boolean tooLarge = shift == LAST_SHIFT && next > 1;
        if (tooLong || tooLarge) {
          break;
        }
        return value;
      }
    }
    throw new CodecException(at, "a number of 64 bits in its shortest form");
  }

  /** A number between two bounds, both allowed. */
  public int varint(int min, int max) {
    long at = position();
    long value = varint();
    if (value < min || value > max) {
      throw new CodecException(at, "a number from " + min + " to " + max + ", not " + value);
    }
    return (int) value;
  }

  /** A signed number. */
  public long zigzag() {
    long coded = varint();
    return (coded >>> 1) ^ -(coded & 1);
  }

  /** A signed number that fits in an int. */
  public int zigzagInt() {
    long at = position();
    long value = zigzag();
    if (value != (int) value) {
      throw new CodecException(at, "a signed number of 32 bits, not " + value);
    }
    return (int) value;
  }

  /** A text of at most {@link ByteWriter#MAX_FIELD_BYTES} bytes of UTF-8. */
  public String string() {
    return string(ByteWriter.MAX_FIELD_BYTES);
  }

  /** A text of at most so many bytes of UTF-8. */
  public String string(int maxBytes) {
    int length = length(maxBytes);
    int at = position;
    position += length;
    try {
      return utf8.decode(ByteBuffer.wrap(input, at, length)).toString();
    } catch (CharacterCodingException e) {
      throw CodecException.badValue(base + at, "well-formed UTF-8", e);
    }
  }

  /** A byte sequence of at most {@link ByteWriter#MAX_FIELD_BYTES} bytes. */
  public Bytes bytes() {
    return bytes(ByteWriter.MAX_FIELD_BYTES);
  }

  /** A byte sequence of at most so many bytes. */
  public Bytes bytes(int maxBytes) {
    int length = length(maxBytes);
    int at = position;
    position += length;
    return length == 0 ? Bytes.EMPTY : Bytes.owned(Arrays.copyOfRange(input, at, at + length));
  }

  /** A list of at most as many elements as bytes are left: every element takes at least one. */
  public <T> List<T> list(Function<ByteReader, ? extends T> element) {
    return list(Integer.MAX_VALUE, element);
  }

  /** A list of at most {@code max} elements. */
  public <T> List<T> list(int max, Function<ByteReader, ? extends T> element) {
    long at = position();
    long count = varint();
    if (count < 0 || count > Math.min(max, remaining())) {
      throw new CodecException(
          at, "a count up to " + Math.min(max, remaining()) + ", not " + count);
    }
    List<T> values = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  /** A value that may be absent. */
  public <T> Optional<T> optional(Function<ByteReader, ? extends T> present) {
    return bool() ? Optional.of(present.apply(this)) : Optional.empty();
  }

  /** A number that may be absent. */
  public OptionalLong optionalLong() {
    return bool() ? OptionalLong.of(varint()) : OptionalLong.empty();
  }

  /**
   * A value whose own constructor checks it: what it refuses is refused here, with the position.
   *
   * @param what what is read, for the message: "an election name"
   */
  public <T> T checked(String what, Function<ByteReader, ? extends T> value) {
    long at = position();
    try {
      return value.apply(this);
    } catch (IllegalArgumentException e) {
      throw CodecException.badValue(at, what, e);
    }
  }

  /** Refuses what follows the last field. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new CodecException(position(), "the end, not " + remaining() + " more bytes");
    }
  }

  private int length(int maxBytes) {
    long at = position();
    long length = varint();
    long allowed = Math.min(maxBytes, remaining());
    if (length < 0 || length > allowed) {
      throw new CodecException(at, "a length up to " + allowed + ", not " + length);
    }
    return (int) length;
  }

  private void require(int bytes, String what) {
    if (remaining() < bytes) {
      throw new CodecException(position(), what + ": the input ends here");
    }
  }
}
