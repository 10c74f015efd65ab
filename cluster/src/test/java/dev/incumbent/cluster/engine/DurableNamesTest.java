package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableNamesTest {

  @TempDir Path folder;

  private final WatchedSync sync = new WatchedSync();
  private final DurableNames names = new DurableNames(sync);

  @Test
  void syncsADirectoryOnceUntilItChanges() throws IOException {
    changedAt(System.currentTimeMillis() - 10_000);
    names.ensure(folder);
    names.ensure(folder);
    assertThat(sync.count()).isEqualTo(1);
  }

  @Test
  void syncsAgainAfterAChange() throws IOException {
    changedAt(System.currentTimeMillis() - 10_000);
    names.ensure(folder);
    Files.createFile(folder.resolve("new"));
    names.ensure(folder);
    assertThat(sync.count()).isEqualTo(2);
    assertThat(sync.isDurable(folder.resolve("new"))).isTrue();
  }

  @Test
  void syncsAgainWhileASecondChangeCouldCarryTheSameTime() throws IOException {
    long now = System.currentTimeMillis();
    changedAt(now);
    names.ensure(folder);
    Files.createFile(folder.resolve("new"));
    changedAt(now);
    names.ensure(folder);
    assertThat(sync.isDurable(folder.resolve("new"))).isTrue();
  }

  @Test
  void syncsEachTimeWhileTheDirectoryIsFromTheFuture() throws IOException {
    changedAt(System.currentTimeMillis() + 3_600_000);
    names.ensure(folder);
    names.ensure(folder);
    assertThat(sync.count()).isEqualTo(2);
  }

  @Test
  void anInterruptIsNoFailureAndIsKept() throws IOException {
    Thread.currentThread().interrupt();
    DirectorySync.system().sync(folder);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void changedAt(long millis) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.fromMillis(millis));
  }
}
