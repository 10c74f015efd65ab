package dev.incumbent.fence.jdbc;

import dev.incumbent.fence.jdbc.Interleaving.NewLeader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** Ways to claim token 6 and then read. */
enum NewLeaders implements NewLeader {
  /** {@link JdbcFence#claim}, which ends A's session if it must; the read comes after it. */
  FENCE_CLAIM {
    @Override
    public Set<String> claimAndRead(Scene scene, int isolation) throws Exception {
      scene.fence().claim(Scene.claim(6));
      return readAfterwards(scene, isolation);
    }
  },
  /** A claim that only ever waits, committed by itself; the read comes after it. */
  WAITING_CLAIM {
    @Override
    public Set<String> claimAndRead(Scene scene, int isolation) throws SQLException {
      inTransaction(
          scene,
          isolation,
          connection -> execute(scene, connection, "UPDATE incumbent_fence SET token = 6"));
      return readAfterwards(scene, isolation);
    }
  },
  /** Claims and reads in one transaction: its snapshot can be older than the wait. */
  CLAIM_AND_READ_IN_ONE {
    @Override
    public Set<String> claimAndRead(Scene scene, int isolation) throws SQLException {
      return inTransaction(
          scene,
          isolation,
          connection -> {
            execute(scene, connection, "UPDATE incumbent_fence SET token = 6");
            return scene.read(connection);
          });
    }
  },
  /** Makes the missing row, then reads. */
  INSERTING_CLAIM {
    @Override
    public Set<String> claimAndRead(Scene scene, int isolation) throws SQLException {
      scene.fence().createScope(Scene.SPACE);
      inTransaction(
          scene,
          isolation,
          connection -> execute(scene, connection, "UPDATE incumbent_fence SET token = 6"));
      return readAfterwards(scene, isolation);
    }
  },
  /** Claims every row that is there, then reads. */
  CLAIM_OF_EACH_ROW {
    @Override
    public Set<String> claimAndRead(Scene scene, int isolation) throws SQLException {
      inTransaction(
          scene,
          isolation,
          connection -> execute(scene, connection, "UPDATE ledger SET token = 6"));
      return readAfterwards(scene, isolation);
    }
  };

  private static Set<String> readAfterwards(Scene scene, int isolation) throws SQLException {
    return inTransaction(scene, isolation, scene::read);
  }

  private static <T> T inTransaction(Scene scene, int isolation, SqlWork<T> work)
      throws SQLException {
    try (Connection connection = scene.database().dataSource().getConnection()) {
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(false);
      T result = work.run(connection);
      connection.commit();
      return result;
    }
  }

  private static int execute(Scene scene, Connection connection, String update)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update + " WHERE scope = ?")) {
      statement.setString(1, scene.scope());
      return statement.executeUpdate();
    }
  }
}
