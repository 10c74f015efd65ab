package dev.incumbent.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * The bytes that version 1 of the formats is: files of hexadecimal text, committed once and never
 * changed, because logs and snapshots that carry them are out there.
 */
public final class Golden {
  private static final int BYTES_A_LINE = 32;

  private Golden() {}

  /** Asserts that {@code actual} is what the file says; the message shows the file it should be. */
  public static void assertBytes(String file, byte[] actual) {
    assertThat(text(actual)).as("golden/v1/%s", file).isEqualTo(read(file));
  }

  /** The bytes of a golden file. */
  public static byte[] readBytes(String file) {
    return bytes(read(file));
  }

  /** The bytes that hexadecimal text shows; line breaks do not count. */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  private static String read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/v1/" + file)) {
      return in == null
          ? "(no such file)"
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return hex.replaceAll("(.{" + 2 * BYTES_A_LINE + "})(?=.)", "$1\n")
            .lines()
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
