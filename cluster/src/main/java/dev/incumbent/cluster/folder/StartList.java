package dev.incumbent.cluster.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code starts}, version 1: one random id a start of the node, oldest first (S-11).
 *
 * <p>An id is appended and synced before the node sends anything, so one that is torn at the end of
 * the file was never shown to anybody and is cut off. The newest {@link #MAX_STARTS} are kept: a
 * peer that was away for more starts than that takes the folder for a copy.
 */
final class StartList {
  static final String NAME = "starts";
  static final int VERSION = 1;

  /** How many starts are kept; all of them fit in one message. */
  static final int MAX_STARTS = 32_768;

  private static final int LINE_LENGTH = RandomId.TEXT_LENGTH + 1;

  private final Path file;
  private final FolderText text;
  private final DurableFiles files;
  private final List<RandomId> ids = new ArrayList<>();

  StartList(Path file, DurableFiles files) throws IOException {
    this.file = file;
    this.files = files;
    this.text = new FolderText(file, "incumbent-starts", VERSION);
    if (Files.exists(file)) {
      read(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
    } else {
      rewrite();
    }
  }

  List<RandomId> ids() {
    return List.copyOf(ids);
  }

  void append(RandomId id) throws IOException {
    ids.add(id);
    if (ids.size() > MAX_STARTS) {
      ids.subList(0, ids.size() - MAX_STARTS).clear();
      rewrite();
      return;
    }
    long length = text.header().length() + (long) LINE_LENGTH * (ids.size() - 1);
    files.append(file, length, ascii(id + "\n"));
  }

  private void rewrite() throws IOException {
    StringBuilder content = new StringBuilder(text.header());
    ids.forEach(id -> content.append(id).append('\n'));
    files.replace(file, ascii(content.toString()));
  }

  private void read(String content) {
    text.requireHeader(content);
    int at = text.header().length();
    while (at + LINE_LENGTH <= content.length()) {
      String line = content.substring(at, at + LINE_LENGTH - 1);
      if (!RandomId.isText(line) || content.charAt(at + LINE_LENGTH - 1) != '\n') {
        break;
      }
      ids.add(RandomId.parse(line));
      at += LINE_LENGTH;
    }
    if (content.length() - at > LINE_LENGTH) {
      throw text.damaged("line " + (ids.size() + 2) + " is not an id");
    }
  }

  private static byte[] ascii(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
