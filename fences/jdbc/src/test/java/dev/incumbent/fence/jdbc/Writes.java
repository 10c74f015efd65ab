package dev.incumbent.fence.jdbc;

import dev.incumbent.fencing.FencingToken;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Writes of one ledger entry in a fenced transaction. */
final class Writes {
  private Writes() {}

  static FencedWriter writer(Supplier<Duration> remaining) {
    return new FencedWriter(Scene.SPACE, new FencingToken(5), Scene.grant(5), remaining);
  }

  static void write(JdbcFence fence, Scene scene, long token) throws SQLException {
    write(fence, scene, Scene.writer(token));
  }

  static void write(JdbcFence fence, Scene scene, FencedWriter writer) throws SQLException {
    write(fence, scene, writer, "order");
  }

  static void write(JdbcFence fence, Scene scene, FencedWriter writer, String entry)
      throws SQLException {
    fence.transaction(
        writer,
        connection -> {
          scene.write(connection, entry, writer.token().value());
          return true;
        });
  }

  static void writeOrThrow(JdbcFence fence, Scene scene, FencedWriter writer) {
    try {
      write(fence, scene, writer);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
