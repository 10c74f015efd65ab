package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite does differently from a database with a server. */
final class SqliteTransactionTest {
  private static final SqliteDatabase DATABASE = SqliteDatabase.WRITE_AHEAD_LOG;

  /** SQLite has statements that end the transaction, and goes on in the next one. */
  @ParameterizedTest
  @ValueSource(strings = {"COMMIT", "ROLLBACK", "INSERT OR ROLLBACK INTO ledger VALUES (%s)"})
  void findsOutThatAStatementEndedTheTransaction(String statement) throws Exception {
    Scene scene = Scene.claimed(DATABASE, 5);
    String same = "'" + scene.scope() + "', 'before', 5";
    assertThatThrownBy(
            () ->
                scene
                    .fence()
                    .transaction(
                        Scene.writer(5),
                        connection -> {
                          scene.write(connection, "before", 5);
                          execute(connection, String.format(statement, same));
                          scene.write(connection, "after", 5);
                          return true;
                        }))
        .isInstanceOf(OutcomeUnknownException.class);
    // The driver lets what comes after commit by itself: only the answer tells.
    assertThat(scene.ledger()).contains("after");
  }

  @Test
  void passesOnWhatTheDatabaseSays() throws Exception {
    Scene scene = Scene.claimed(DATABASE, 5);
    Writes.write(scene.fence(), scene, 5);
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, 5))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("UNIQUE");
  }

  /** The lock is the file's: even where the row is missing, a check holds it. */
  @Test
  void convictsACheckInATransactionOfItsOwn() throws Exception {
    Scene scene = Scene.claimed(DATABASE, 5);
    try (Connection old = DATABASE.dataSource().getConnection()) {
      assertThat(passesInAutocommit(scene, old)).isTrue();
      scene.fence().claim(Scene.claim(6));
      scene.write(old, "late", 5);
    }
    assertThat(scene.ledger()).as("the check was none").containsExactly("late");
  }

  private static boolean passesInAutocommit(Scene scene, Connection connection)
      throws SQLException {
    return FenceTable.read(connection, scene.scope()).orElseThrow().token() == 5;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // The work overlooks it, as work does.
      assertThat(e.getMessage()).contains("constraint");
    }
  }
}
