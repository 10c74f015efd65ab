package dev.incumbent.cluster.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code peers}, version 1: the last start that each peer has shown to this node (S-11).
 *
 * <pre>
 * incumbent-peers 1
 * start NODE START           one a peer
 * crc32c CHECKSUM
 * </pre>
 */
final class PeerStarts {
  static final String NAME = "peers";
  static final int VERSION = 1;

  private final Path file;
  private final FolderText text;
  private final DurableFiles files;
  private final Map<RandomId, RandomId> lastStarts = new TreeMap<>();

  PeerStarts(Path file, DurableFiles files) throws IOException {
    this.file = file;
    this.files = files;
    this.text = new FolderText(file, "incumbent-peers", VERSION);
    if (Files.exists(file)) {
      text.decode(Files.readAllBytes(file)).forEach(this::read);
    }
  }

  Optional<RandomId> lastStart(RandomId node) {
    return Optional.ofNullable(lastStarts.get(node));
  }

  void store(RandomId node, RandomId start) throws IOException {
    Map<RandomId, RandomId> next = new TreeMap<>(lastStarts);
    next.put(node, start);
    files.replace(
        file,
        text.encode(
            next.entrySet().stream()
                .map(entry -> "start " + entry.getKey() + " " + entry.getValue())
                .toList()));
    lastStarts.put(node, start);
  }

  private void read(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != 3 || !fields[0].equals("start")) {
      throw text.damaged("line '" + line + "' is not a 'start' line");
    }
    try {
      lastStarts.put(RandomId.parse(fields[1]), RandomId.parse(fields[2]));
    } catch (IllegalArgumentException e) {
      throw text.damaged(String.valueOf(e.getMessage()));
    }
  }
}
