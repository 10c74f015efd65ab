package dev.incumbent.cli.supervisor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a command's arguments, as this JVM was given them.
 *
 * <p>The JVM decodes its arguments in the locale's character set; under cron or in a container that
 * is often ASCII, and what it cannot decode is lost. The command comes last on this process's own
 * command line, so the bytes are still to be had there. NOT guaranteed: the bytes of arguments that
 * are not the end of the command line; they are encoded in the locale's character set.
 */
final class RawArguments {
  private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

  private RawArguments() {}

  static List<byte[]> of(List<String> command) {
    if (command.stream().allMatch(argument -> plain(argument).equals(argument))) {
      return encode(command, StandardCharsets.US_ASCII);
    }
    return ownTail(command).orElseGet(() -> encode(command, platformCharset()));
  }

  /** The bytes of {@code text} in the character set in which the JVM decodes its arguments. */
  static byte[] encode(String text) {
    return text.getBytes(platformCharset());
  }

  private static Optional<List<byte[]>> ownTail(List<String> command) {
    List<byte[]> own = new ArrayList<>();
    try {
      String line = Files.readString(OWN_COMMAND_LINE, StandardCharsets.ISO_8859_1);
      for (String argument : line.split("\0", -1)) {
        own.add(argument.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    // The line ends with a NUL, so the last element is empty and no argument.
    int from = own.size() - 1 - command.size();
    if (from < 0) {
      return Optional.empty();
    }
    List<byte[]> tail = own.subList(from, own.size() - 1);
    for (int i = 0; i < command.size(); i++) {
      String raw = new String(tail.get(i), StandardCharsets.ISO_8859_1);
      if (!plain(raw).equals(plain(command.get(i)))) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(tail));
  }

  /** Without what a failed decoding may have made, or was made from. */
  private static String plain(String text) {
    return text.replaceAll("[^\\x00-\\x3e\\x40-\\x7f]", "");
  }

  private static List<byte[]> encode(List<String> command, Charset charset) {
    return command.stream().map(argument -> argument.getBytes(charset)).toList();
  }

  private static Charset platformCharset() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
