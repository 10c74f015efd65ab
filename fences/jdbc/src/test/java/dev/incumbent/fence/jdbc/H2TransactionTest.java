package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.OutcomeUnknownException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class H2TransactionTest extends TransactionContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }

  /** In H2 every DDL statement commits, and with the transaction goes the lock. */
  @Test
  void findsOutThatAStatementEndedTheTransaction() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(
            () ->
                scene
                    .fence()
                    .transaction(
                        Scene.writer(5),
                        connection -> {
                          scene.write(connection, "before", 5);
                          try (Statement statement = connection.createStatement()) {
                            statement.execute("CREATE TABLE IF NOT EXISTS by_the_way (i INT)");
                          }
                          scene.write(connection, "after", 5);
                          return true;
                        }))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("DDL");
    assertThat(scene.ledger()).containsExactly("before");
  }
}
