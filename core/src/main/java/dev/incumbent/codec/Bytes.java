package dev.incumbent.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable sequence of bytes, compared by content.
 *
 * <p>A value: safe for use by any thread.
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes copyOf(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** The UTF-8 form of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes over {@code content}, which nobody may write to any more. */
  static Bytes owned(byte[] content) {
    return new Bytes(content);
  }

  /** The number of bytes. */
  public int length() {
    return content.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** The bytes read as UTF-8; what is malformed becomes the replacement character. */
  public String toUtf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The bytes themselves, for writing out only. */
  byte[] array() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The number of bytes only: values may be secret, and long. */
  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
