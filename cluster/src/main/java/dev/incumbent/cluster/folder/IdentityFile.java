package dev.incumbent.cluster.folder;

import dev.incumbent.cluster.folder.Group.Copy;
import dev.incumbent.cluster.folder.Group.Member;
import dev.incumbent.cluster.folder.Group.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of the file {@code node}, version 1: who the node is, and its group once formed.
 *
 * <pre>
 * incumbent-node 1
 * node ID
 * cluster ID                 this and the following with the group only
 * settings HISTORY MAXTTL    ends kept an election, longest time to live in milliseconds
 * copy ID DIGEST             only if it was formed from a backup: the cluster's id in it, its SHA-256
 * member ID FRONT RAFT       one a voter
 * crc32c CHECKSUM
 * </pre>
 */
final class IdentityFile {
  static final String NAME = "node";
  static final int VERSION = 1;

  private final FolderText text;

  IdentityFile(Path file) {
    this.text = new FolderText(file, "incumbent-node", VERSION);
  }

  byte[] encode(Identity identity) {
    List<String> lines = new ArrayList<>();
    lines.add("node " + identity.node());
    identity
        .group()
        .ifPresent(
            group -> {
              lines.add("cluster " + group.cluster());
              lines.add(
                  "settings "
                      + group.settings().historyKept()
                      + " "
                      + group.settings().maxTtlMillis());
              group
                  .settings()
                  .copy()
                  .ifPresent(copy -> lines.add("copy " + copy.cluster() + " " + copy.digest()));
              for (Member member : group.members()) {
                lines.add("member " + member.node() + " " + member.front() + " " + member.raft());
              }
            });
    return text.encode(lines);
  }

  Identity decode(byte[] content) {
    List<String> lines = text.decode(content);
    try {
      RandomId node = RandomId.parse(field(lines.get(0), "node", 1)[1]);
      if (lines.size() == 1) {
        return new Identity(node, Optional.empty());
      }
      RandomId cluster = RandomId.parse(field(lines.get(1), "cluster", 1)[1]);
      Optional<Copy> copy =
          Optional.of(lines.get(3))
              .filter(line -> line.startsWith("copy "))
              .map(IdentityFile::copy);
      Group group =
          new Group(
              cluster,
              settings(lines.get(2)).withCopy(copy),
              lines.stream().skip(copy.isPresent() ? 4 : 3).map(IdentityFile::member).toList());
      if (group.member(node).isEmpty()) {
        throw new IllegalArgumentException("its group does not list the node itself");
      }
      return new Identity(node, Optional.of(group));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw text.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static Settings settings(String line) {
    String[] fields = field(line, "settings", 2);
    return new Settings(Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
  }

  private static Copy copy(String line) {
    String[] fields = field(line, "copy", 2);
    return new Copy(RandomId.parse(fields[1]), fields[2]);
  }

  private static Member member(String line) {
    String[] fields = field(line, "member", 3);
    return new Member(
        RandomId.parse(fields[1]), Address.parse(fields[2]), Address.parse(fields[3]));
  }

  private static String[] field(String line, String name, int values) {
    String[] fields = line.split(" ", -1);
    if (fields.length != values + 1 || !fields[0].equals(name)) {
      throw new IllegalArgumentException("line '" + line + "' is not a '" + name + "' line");
    }
    return fields;
  }
}
