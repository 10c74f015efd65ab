package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.CoordinatorStateMachine;
import dev.incumbent.coordinator.SnapshotCodec;
import dev.incumbent.coordinator.StateConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackupPiecesTest {
  @Test
  void givesTheWholeSnapshotInBoundedPieces() {
    byte[] content = new byte[5 * BackupPieces.PIECE_BYTES + 17];
    new Random(1).nextBytes(content);
    BackupPieces pieces = BackupPieces.of(out -> out.write(content));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (pieces.hasNext()) {
      Bytes piece = pieces.next();
      assertThat(piece.length()).isBetween(1, BackupPieces.PIECE_BYTES);
      whole.writeBytes(piece.toArray());
    }
    assertThat(whole.toByteArray()).isEqualTo(content);
    assertThat(pieces.hasNext()).isFalse();
  }

  @Test
  void givesWhatASnapshotIsReadFrom() throws IOException {
    CoordinatorState state = new CoordinatorStateMachine(StateConfig.defaults()).state();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    BackupPieces.of(state::writeSnapshot)
        .forEachRemaining(piece -> whole.writeBytes(piece.toArray()));
    CoordinatorState read =
        SnapshotCodec.read(new ByteArrayInputStream(whole.toByteArray()), StateConfig.defaults());
    assertThat(read.index()).isEqualTo(state.index());
  }

  @Test
  void isNotWrittenFurtherAheadOfItsReaderThanItsBound() throws Exception {
    byte[] chunk = new byte[BackupPieces.PIECE_BYTES];
    int[] written = {0};
    BackupPieces pieces =
        BackupPieces.of(
            out -> {
              for (int i = 0; i < 100; i++) {
                out.write(chunk);
                written[0] = i;
              }
            });
    pieces.next();
    while (written[0] < BackupPieces.AHEAD) {
      Thread.onSpinWait();
    }
    for (int read = 2; read <= 100; read++) {
      assertThat(written[0]).isLessThanOrEqualTo(read + BackupPieces.AHEAD + 2);
      pieces.next();
    }
    assertThat(pieces.hasNext()).isFalse();
  }

  @Test
  void saysThatASnapshotCannotBeWritten() {
    BackupPieces pieces =
        BackupPieces.of(
            out -> {
              throw new IOException("no more");
            });
    assertThatThrownBy(pieces::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no more");
  }
}
