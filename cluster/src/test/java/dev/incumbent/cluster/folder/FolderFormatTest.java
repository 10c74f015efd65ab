package dev.incumbent.cluster.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.folder.Group.Member;
import dev.incumbent.cluster.folder.Group.Settings;
import dev.incumbent.error.RejectedException;
import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The byte forms of the folder's files. */
class FolderFormatTest {
  private static final RandomId OTHER = new RandomId(7, 8);

  @TempDir Path temporary;

  private final AtomicLong numbers = new AtomicLong();
  private final RandomSource counting = numbers::incrementAndGet;

  private DataFolder open() throws IOException {
    return DataFolder.open(path(), counting);
  }

  private Path path() {
    return temporary.resolve("node");
  }

  private static Group group(RandomId node) {
    return new Group(
        new RandomId(1, 2),
        new Settings(16, 60_000),
        List.of(
            new Member(node, Address.parse("127.0.0.1:7480"), Address.parse("127.0.0.1:7580"))));
  }

  private String text(String file) throws IOException {
    return Files.readString(path().resolve(file));
  }

  @Test
  void writesTheGoldenBytesOfVersionOne() throws IOException {
    try (DataFolder folder = open()) {
      folder.join(group(folder.identity().node()));
      folder.storeStartOf(OTHER, new RandomId(9, 10));
    }
    assertGolden();
  }

  private void assertGolden() throws IOException {
    assertThat(text("node"))
        .isEqualTo(
            """
            incumbent-node 1
            node 00000000000000010000000000000002
            cluster 00000000000000010000000000000002
            settings 16 60000
            member 00000000000000010000000000000002 127.0.0.1:7480 127.0.0.1:7580
            crc32c 4e2eed1c
            """);
    assertThat(text("starts"))
        .isEqualTo(
            """
            incumbent-starts 1
            00000000000000030000000000000004
            """);
    assertThat(text("peers"))
        .isEqualTo(
            """
            incumbent-peers 1
            start 00000000000000070000000000000008 0000000000000009000000000000000a
            crc32c 43105ade
            """);
  }

  @Test
  void remembersTheBackupThatItsClusterGoesOnFrom() throws IOException {
    Group.Copy copy = new Group.Copy(new RandomId(1, 2), "0123456789abcdef".repeat(4));
    try (DataFolder folder = open()) {
      Group plain = group(folder.identity().node());
      Settings settings = plain.settings().withCopy(Optional.of(copy));
      folder.join(new Group(plain.cluster(), settings, plain.members()));
    }

    assertThat(text("node"))
        .contains(
            "settings 16 60000\ncopy 00000000000000010000000000000002 "
                + copy.digest()
                + "\nmember ");
    try (DataFolder folder = open()) {
      assertThat(folder.identity().group().orElseThrow().settings().copy()).hasValue(copy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "starts", "peers"})
  void refusesAnUnknownFormatVersionByName(String file) throws IOException {
    try (DataFolder folder = open()) {
      folder.storeStartOf(OTHER, OTHER);
    }
    Files.writeString(path().resolve(file), text(file).replaceFirst(" 1\n", " 2\n"));
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(path().resolve(file).toString())
        .hasMessageContaining("format version 2")
        .hasMessageContaining("knows version 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "peers"})
  void refusesADamagedFile(String file) throws IOException {
    try (DataFolder folder = open()) {
      folder.storeStartOf(OTHER, OTHER);
    }
    Files.writeString(path().resolve(file), text(file).replace("0000008", "0000009"));
    Files.writeString(path().resolve(file), text(file).replace("0000002\n", "0000003\n"));
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("damaged");
  }
}
