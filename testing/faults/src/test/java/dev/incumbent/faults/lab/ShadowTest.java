package dev.incumbent.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a power loss, and what does not; skipped where no compiler is. */
class ShadowTest {
  @TempDir private Path folder;
  private Path data;
  private Path file;
  private Shadow shadow;

  @BeforeEach
  void follow() throws Exception {
    assumeTrue(Need.COMPILER.missing().isEmpty(), "no C compiler");
    data = Files.createDirectory(folder.resolve("data"));
    file = Files.writeString(data.resolve("file"), "first");
    shadow = Shadow.of(data, folder);
    sync(data);
  }

  @Test
  void whatWasThereBeforeStays() throws IOException {
    assertThat(shadow.lose()).isEqualTo(new Shadow.Loss(1, 0));
    assertThat(file).hasContent("first");
  }

  @Test
  void aSyncedContentStaysAndALaterOneIsLost() throws Exception {
    Files.writeString(file, "second");
    sync(file);
    Files.writeString(file, "third");

    assertThat(shadow.lose()).isEqualTo(new Shadow.Loss(1, 1));
    assertThat(file).hasContent("second");
  }

  @Test
  void aNewFileIsLostWithoutASyncOfItsFolder() throws Exception {
    Path unsynced = Files.writeString(data.resolve("new"), "acknowledged");
    sync(unsynced);

    shadow.lose();

    assertThat(unsynced).doesNotExist();
  }

  @Test
  void aNewFileStaysWithASyncOfItsFolder() throws Exception {
    Path synced = Files.writeString(data.resolve("new"), "acknowledged");
    sync(synced);
    sync(data);

    shadow.lose();

    assertThat(synced).hasContent("acknowledged");
  }

  @Test
  void aReplacedFileGoesBackWithoutASyncOfItsFolder() throws Exception {
    Path next = Files.writeString(data.resolve("next"), "vote");
    sync(next);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

    shadow.lose();

    assertThat(file).hasContent("first");
  }

  @Test
  void aDeletedFileIsBackWithoutASyncOfItsFolder() throws Exception {
    Files.delete(file);

    shadow.lose();

    assertThat(file).hasContent("first");
  }

  @Test
  void aNewFolderStaysOnceItsParentWasSyncedWithWhatWasSyncedInIt() throws Exception {
    Path below = Files.createDirectory(data.resolve("below"));
    Path deep = Files.writeString(below.resolve("deep"), "kept");
    sync(deep);
    sync(below);
    sync(data);
    Files.writeString(below.resolve("late"), "lost");

    shadow.lose();

    assertThat(deep).hasContent("kept");
    assertThat(below.resolve("late")).doesNotExist();
  }

  /** By a process that the library is loaded into. */
  private void sync(Path what) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sync", what.toString()).inheritIO();
    builder.environment().putAll(shadow.environment());
    builder.environment().put("LD_PRELOAD", shadow.library().toString());
    assertThat(builder.start().waitFor()).isZero();
  }
}
