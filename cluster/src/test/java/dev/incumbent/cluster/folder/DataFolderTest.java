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
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  private static final RandomId OTHER = new RandomId(7, 8);

  @TempDir Path temporary;

  private final AtomicLong numbers = new AtomicLong();
  private final RandomSource counting = numbers::incrementAndGet;

  private Path path() {
    return temporary.resolve("a").resolve("node");
  }

  private DataFolder open() throws IOException {
    return DataFolder.open(path(), counting);
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
  void keepsTheRandomIdThatItMade() throws IOException {
    RandomId made;
    try (DataFolder folder = open()) {
      made = folder.identity().node();
      assertThat(folder.identity().group()).isEmpty();
    }
    try (DataFolder folder = open()) {
      assertThat(folder.identity().node()).isEqualTo(made);
    }
  }

  @Test
  void notesAStartAtEachOpening() throws IOException {
    List<RandomId> first;
    try (DataFolder folder = open()) {
      first = folder.starts();
      assertThat(first).hasSize(1);
    }
    try (DataFolder folder = open()) {
      assertThat(folder.starts()).hasSize(2).startsWith(first.get(0)).doesNotHaveDuplicates();
    }
  }

  @Test
  void joinsAGroupOnceAndForGood() throws IOException {
    Group group;
    try (DataFolder folder = open()) {
      group = group(folder.identity().node());
      folder.join(group);
      assertThatThrownBy(() -> folder.join(group)).isInstanceOf(IllegalStateException.class);
    }
    try (DataFolder folder = open()) {
      assertThat(folder.identity().group()).contains(group);
    }
  }

  @Test
  void joinsNoGroupThatDoesNotListIt() throws IOException {
    try (DataFolder folder = open()) {
      assertThatThrownBy(() -> folder.join(group(OTHER))).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void remembersTheLastStartOfAPeer() throws IOException {
    try (DataFolder folder = open()) {
      assertThat(folder.lastStartOf(OTHER)).isEmpty();
      folder.storeStartOf(OTHER, new RandomId(1, 1));
      folder.storeStartOf(OTHER, new RandomId(2, 2));
    }
    try (DataFolder folder = open()) {
      assertThat(folder.lastStartOf(OTHER)).contains(new RandomId(2, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 32})
  void cutsOffAStartThatWasTornByACrash(int torn) throws IOException {
    open().close();
    String whole = text("starts");
    Files.writeString(
        path().resolve("starts"),
        "0123456789abcdef0123456789abcdef".substring(0, torn),
        StandardOpenOption.APPEND);
    try (DataFolder folder = open()) {
      assertThat(folder.starts()).hasSize(2);
    }
    assertThat(text("starts")).startsWith(whole).hasSize(whole.length() + 33);
  }

  @Test
  void cutsOffAStartWhoseLengthAloneSurvivedAPowerLoss() throws IOException {
    open().close();
    Files.write(path().resolve("starts"), new byte[33], StandardOpenOption.APPEND);
    try (DataFolder folder = open()) {
      assertThat(folder.starts()).hasSize(2);
    }
  }

  @Test
  void refusesAStartThatIsDamagedBeforeTheLast() throws IOException {
    open().close();
    open().close();
    Files.writeString(path().resolve("starts"), text("starts").replaceFirst("\n0", "\nx"));
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void keepsTheNewestStartsOnly() throws IOException {
    open().close();
    StringBuilder many = new StringBuilder("incumbent-starts 1\n");
    for (int i = 0; i < StartList.MAX_STARTS; i++) {
      many.append(new RandomId(99, i)).append('\n');
    }
    Files.writeString(path().resolve("starts"), many);
    try (DataFolder folder = open()) {
      assertThat(folder.starts())
          .hasSize(StartList.MAX_STARTS)
          .startsWith(new RandomId(99, 1))
          .doesNotContain(new RandomId(99, 0));
    }
    try (DataFolder folder = open()) {
      assertThat(folder.starts()).hasSize(StartList.MAX_STARTS).startsWith(new RandomId(99, 2));
    }
  }

  @Test
  void refusesAFileSystemThatCannotSyncDirectories() {
    DurableFiles.DirectorySync failing =
        directory -> {
          throw new IOException("not supported");
        };
    assertThatThrownBy(() -> DataFolder.open(path(), counting, failing))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(path().toString())
        .hasMessageContaining("sync directories");
  }

  /** Whichever sync fails, as if the power went there: the next opening goes on from it. */
  @Test
  void goesOnFromAnyDirectorySyncThatFailed() throws IOException {
    int failed = 0;
    for (int at = 1; at <= 12; at++) {
      Path folder = temporary.resolve("crash" + at);
      AtomicInteger left = new AtomicInteger(at);
      DurableFiles.DirectorySync failing =
          directory -> {
            if (left.decrementAndGet() == 0) {
              throw new IOException("power lost");
            }
            DurableFiles.DirectorySync.system(directory);
          };
      try {
        DataFolder.open(folder, counting, failing).close();
      } catch (IOException | RejectedException e) {
        failed++;
      }
      try (DataFolder opened = DataFolder.open(folder, counting)) {
        assertThat(opened.starts()).isNotEmpty();
      }
    }
    assertThat(failed).isBetween(3, 11);
  }

  @Test
  void refusesAFolderWithOtherThingsInIt() throws IOException {
    Files.createDirectories(path());
    Files.writeString(path().resolve("holiday.jpg"), "x");
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("holiday.jpg");
    assertThat(path().resolve("node")).doesNotExist();
  }

  @Test
  void refusesAFileAsFolder() throws IOException {
    Files.createDirectories(path().getParent());
    Files.writeString(path(), "x");
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void staysRefusedOnceItWas() throws IOException {
    try (DataFolder folder = open()) {
      folder.refuseForEver("it is a copy");
    }
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("it is a copy");
    }
  }

  @Test
  void refusesAVotersFolderThatLostItsVotes() throws IOException {
    Path vote;
    try (DataFolder folder = open()) {
      vote = folder.raft().resolve("vote");
      Files.writeString(vote, "x");
      folder.noteVoter();
    }
    open().close();
    Files.delete(vote);
    assertThatThrownBy(this::open)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("voted");
  }
}
