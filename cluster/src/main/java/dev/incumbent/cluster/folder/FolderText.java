package dev.incumbent.cluster.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The form of the folder's small files: lines of ASCII, of which the first names the kind of file
 * and its format version, and the last carries the checksum of all before it.
 *
 * <p>Written whole, by renaming, so a bad checksum is damage and never a torn write.
 */
final class FolderText {
  private static final String CHECKSUM = "crc32c ";

  private final Path file;
  private final String kind;
  private final int version;

  FolderText(Path file, String kind, int version) {
    this.file = file;
    this.kind = kind;
    this.version = version;
  }

  byte[] encode(List<String> lines) {
    StringBuilder text = new StringBuilder(header());
    lines.forEach(line -> text.append(line).append('\n'));
    String sum = checksum(text.toString());
    text.append(CHECKSUM).append(sum).append('\n');
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The lines between header and checksum; refuses an unknown version by name before all else. */
  List<String> decode(byte[] content) {
    String text = new String(content, StandardCharsets.US_ASCII);
    requireHeader(text);
    int checksumAt = text.lastIndexOf(CHECKSUM);
    if (checksumAt < 0
        || !text.substring(checksumAt)
            .equals(CHECKSUM + checksum(text.substring(0, checksumAt)) + '\n')) {
      throw damaged("its checksum does not match");
    }
    return new ArrayList<>(text.substring(header().length(), checksumAt).lines().toList());
  }

  String header() {
    return kind + " " + version + "\n";
  }

  void requireHeader(String text) {
    int end = text.indexOf('\n');
    String first = end < 0 ? "" : text.substring(0, end);
    if (!first.matches(kind + " [0-9]{1,9}")) {
      throw damaged("it does not begin with '" + kind + " " + version + "'");
    }
    String found = first.substring(kind.length() + 1);
    if (!found.equals(Integer.toString(version))) {
      throw Refusals.refusal(
          "file " + file + " has format version " + found + ", which this program does not know",
          found,
          "it knows version "
              + version
              + "; use the program that wrote the folder, or a newer one");
    }
  }

  RuntimeException damaged(String how) {
    return Refusals.refusal(
        "file " + file + " is damaged (" + how + ")",
        file.toString(),
        "a node whose folder is damaged must not vote; give it a new, empty folder as a new member");
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return String.format("%08x", crc.getValue());
  }
}
