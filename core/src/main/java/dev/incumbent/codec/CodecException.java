package dev.incumbent.codec;

/**
 * Bytes that are not what their format says, or a value too large for it.
 *
 * <p>Nothing was changed: whoever decodes has no value, whoever encodes has no bytes. The message
 * names the position and what would have been allowed there, never the bytes themselves, which may
 * be secret.
 */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long position;
  private final String expected;

  /**
   * @param position in bytes from the start of what is read or written
   * @param expected what should have stood there
   */
  public CodecException(long position, String expected) {
    this("at byte " + position + ": expected " + expected, position, expected);
  }

  private CodecException(String message, long position, String expected) {
    super(message);
    this.position = position;
    this.expected = expected;
  }

  /**
   * An unknown format, refused by name: "log entry format 7 is unknown: this node reads 1".
   *
   * @param what whose format: "log entry", "snapshot", "message"
   */
  public static CodecException unknownFormat(String what, int found, int known) {
    return new CodecException(
        what + " format " + found + " is unknown: this node reads " + known,
        0,
        what + " format " + known);
  }

  /** Bytes that are well formed and say what no value can. */
  static CodecException badValue(long position, String what, Throwable cause) {
    CodecException refusal = new CodecException(position, what + ": " + cause.getMessage());
    refusal.initCause(cause);
    return refusal;
  }

  /** Where, in bytes from the start; 0 for an unknown format. */
  public long position() {
    return position;
  }

  /** What should have stood there. */
  public String expected() {
    return expected;
  }
}
