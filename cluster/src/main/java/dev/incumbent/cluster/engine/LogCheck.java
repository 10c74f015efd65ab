package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a log before the node starts: it may have lost its torn end, and nothing else.
 *
 * <p>A torn last entry is what a power cut leaves behind; it was never acknowledged, is cut off and
 * told in one line. So is what follows the last entry that a closed file's name promises: entries
 * that a new leader had this node take back are cut off before the file gets that name, and a power
 * cut can undo the cut alone. Anything else that is missing or damaged may have been acknowledged:
 * then the node refuses to start and names the file and the offset. Whole entries missing from the
 * very end cannot be seen.
 */
final class LogCheck {

  private static final System.Logger LOG = System.getLogger(LogCheck.class.getName());

  private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");
  private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
  private static final String VOTE_FILE = "raft-meta";

  private final Path folder;
  private final long snapshotIndex;
  private final int maxEntryBytes;

  /**
   * @param folder of the log
   * @param snapshotIndex the last entry in the newest snapshot, or -1
   * @param maxEntryBytes as stored
   */
  LogCheck(Path folder, long snapshotIndex, int maxEntryBytes) {
    this.folder = folder;
    this.snapshotIndex = snapshotIndex;
    this.maxEntryBytes = maxEntryBytes;
  }

  /** One file: the indexes that its name promises. */
  private record Segment(Path file, long first, OptionalLong last) {}

  void run() throws IOException {
    List<Segment> segments = withoutCovered(segments());
    if (segments.isEmpty()) {
      return;
    }
    if (!Files.exists(folder.resolve(VOTE_FILE))) {
      throw new IOException(
          "Folder %s has a log but no %s: this node's term and vote are lost"
              .formatted(folder, VOTE_FILE));
    }
    long expected = Math.min(segments.get(0).first(), snapshotIndex + 1);
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.first() != expected) {
        throw new IOException(
            "Log entries %d to %d are missing before %s"
                .formatted(expected, segment.first() - 1, segment.file()));
      }
      expected = check(segment, i == segments.size() - 1) + 1;
    }
  }

  private List<Segment> segments() throws IOException {
    List<Segment> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "log_*")) {
      for (Path file : files) {
        Matcher open = OPEN.matcher(file.getFileName().toString());
        Matcher closed = CLOSED.matcher(file.getFileName().toString());
        if (open.matches()) {
          found.add(new Segment(file, Long.parseLong(open.group(1)), OptionalLong.empty()));
        } else if (closed.matches()) {
          OptionalLong last = OptionalLong.of(Long.parseLong(closed.group(2)));
          found.add(new Segment(file, Long.parseLong(closed.group(1)), last));
        }
      }
    }
    found.sort(Comparator.comparingLong(Segment::first));
    return found;
  }

  /** A crash while a snapshot was installed can leave files that the snapshot replaces. */
  private List<Segment> withoutCovered(List<Segment> segments) throws IOException {
    List<Segment> kept = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.last().isPresent() && segment.last().getAsLong() <= snapshotIndex) {
        LOG.log(
            System.Logger.Level.INFO,
            "Deleting {0}: the snapshot at {1} covers it",
            segment.file(),
            Long.toString(snapshotIndex));
        Files.delete(segment.file());
      } else {
        kept.add(segment);
      }
    }
    return kept;
  }

  /** Returns the index of the last entry. */
  private long check(Segment segment, boolean newest) throws IOException {
    SegmentScan.Result found =
        SegmentScan.read(
            segment.file(), segment.first(), segment.last().orElse(Long.MAX_VALUE), maxEntryBytes);
    boolean mayBeTorn = newest && segment.last().isEmpty() && found.completeEntryAfter().isEmpty();
    if (found.damagedAt().isPresent()) {
      if (!mayBeTorn) {
        throw damaged(segment, found);
      }
      String torn = "its last entry (" + (found.lastIndex() + 1) + ") is torn";
      cut(segment, found.damagedAt().getAsLong(), torn);
    }
    if (found.surplusAt().isPresent()) {
      String replaced = "what follows its last entry (" + found.lastIndex() + ") was taken back";
      cut(segment, found.surplusAt().getAsLong(), replaced);
    }
    long promised = segment.last().orElse(found.lastIndex());
    if (found.lastIndex() != promised || (!newest && segment.last().isEmpty())) {
      throw new IOException(
          "Log file %s is damaged: it ends at entry %d, byte %d"
              .formatted(segment.file(), found.lastIndex(), Files.size(segment.file())));
    }
    return found.lastIndex();
  }

  private static IOException damaged(Segment segment, SegmentScan.Result found) {
    String after =
        found.completeEntryAfter().isPresent()
            ? "entry " + found.completeEntryAfter().getAsLong() + " behind it is complete"
            : "it is not the newest file of the log";
    return new IOException(
        "Log file %s is damaged at byte %d, in entry %d; this is no torn end: %s"
            .formatted(
                segment.file(), found.damagedAt().getAsLong(), found.lastIndex() + 1, after));
  }

  private static void cut(Segment segment, long length, String why) throws IOException {
    LOG.log(
        System.Logger.Level.WARNING,
        "Log file {0}: {1}, cut off at byte {2}",
        segment.file(),
        why,
        Long.toString(length));
    try (FileChannel file = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
      file.truncate(length);
      file.force(true);
    }
  }
}
