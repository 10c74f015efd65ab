package dev.incumbent.simulation;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Backup;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.coordinator.StateView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Backups as bytes, as a node makes them and an operator's tools read them. */
final class Backups {
  /** Small, so that a backup of a small world has several pieces. */
  private static final int PIECE_BYTES = 512;

  private Backups() {}

  static Iterator<Bytes> pieces(StateView state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      state.writeBackup(new Backup.Origin(World.CLUSTER, 1), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] whole = out.toByteArray();
    List<Bytes> pieces = new ArrayList<>();
    for (int from = 0; from < whole.length; from += PIECE_BYTES) {
      int to = Math.min(whole.length, from + PIECE_BYTES);
      pieces.add(Bytes.copyOf(Arrays.copyOfRange(whole, from, to)));
    }
    return pieces.iterator();
  }

  static CoordinatorState read(Bytes backup) {
    try {
      return Backup.read(new ByteArrayInputStream(backup.toArray()), StateConfig.defaults())
          .state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
