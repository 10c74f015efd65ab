package dev.incumbent.fence.jdbc;

import static dev.incumbent.fence.jdbc.Interleaving.ENTRY_OF_A;

import dev.incumbent.fence.jdbc.Interleaving.OldLeader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;

/** Ways to check token 5 before a write: the right one, and those that people think are. */
enum OldLeaders implements OldLeader {
  /** {@link JdbcFence#check}. */
  RIGHT_CHECK {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      scene.fence().check(transaction, Scene.writer(5));
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  },
  /** One statement that writes only if a sub-select finds the token. */
  UNLOCKED_SUBSELECT {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      try (PreparedStatement statement =
          transaction.prepareStatement(
              "INSERT INTO ledger SELECT scope, CAST(? AS VARCHAR(255)), 5 FROM incumbent_fence"
                  + " WHERE scope = ? AND token = 5")) {
        statement.setString(1, ENTRY_OF_A);
        statement.setString(2, scene.scope());
        requirePassed(statement.executeUpdate() == 1);
      }
    }
  },
  /** A plain read of the token, then the write. */
  PLAIN_SELECT {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      requirePassed(tokenIs(scene, transaction, 5, ""));
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  },
  /** The lock that a foreign key takes: it does not conflict with an update of the token. */
  FOR_KEY_SHARE {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      requirePassed(tokenIs(scene, transaction, 5, " FOR KEY SHARE"));
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  },
  /** The right check, in a savepoint that is rolled back: the lock goes with it. */
  ROLLED_BACK_SAVEPOINT {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      Savepoint savepoint = transaction.setSavepoint();
      scene.fence().check(transaction, Scene.writer(5));
      transaction.rollback(savepoint);
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  },
  /** A missing row taken for "nobody has claimed yet": what is not there cannot be locked. */
  ABSENT_ROW_PASSES {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      String lock = scene.database().dialect() == SqlDialect.H2 ? " FOR UPDATE" : " FOR SHARE";
      requirePassed(!tokenIs(scene, transaction, 5, lock));
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  },
  /** The token kept in each row, and compared with the row that is written: a new row has none. */
  TOKEN_IN_EACH_ROW {
    @Override
    public void checkAndWrite(Scene scene, Connection transaction) throws SQLException {
      scene.write(transaction, ENTRY_OF_A, 5);
    }
  };

  private static boolean tokenIs(Scene scene, Connection transaction, long token, String lock)
      throws SQLException {
    try (PreparedStatement statement =
        transaction.prepareStatement("SELECT token FROM incumbent_fence WHERE scope = ?" + lock)) {
      statement.setString(1, scene.scope());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getLong(1) == token;
      }
    }
  }

  /** A check that refuses the current leader would be convicted of nothing. */
  private static void requirePassed(boolean passed) {
    if (!passed) {
      throw new AssertionError("the check refused token 5 before anybody claimed 6");
    }
  }
}
