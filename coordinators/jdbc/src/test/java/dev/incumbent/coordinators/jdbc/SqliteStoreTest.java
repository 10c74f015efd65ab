package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.UnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
  private static final ElectionName ORDERS = new ElectionName("orders");

  @TempDir Path folder;

  @Override
  String emptyDatabase() {
    return "jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db");
  }

  @Test
  void writesAheadAndSyncsEachCommit() throws Exception {
    String url = emptyDatabase();
    try (JdbcLeaseStore store = Stores.open(url)) {
      assertThat(store.clusterId()).isNotEmpty();
      assertThat(Stores.query(url, "PRAGMA journal_mode")).isEqualTo(List.of("wal"));
    }
    JdbcAddress address = JdbcAddress.of(URI.create(url), Optional.empty());
    try (Connection connection = address.connect(Stores.PATIENT);
        Statement statement = connection.createStatement()) {
      int full = 2;
      assertThat(statement.executeQuery("PRAGMA synchronous").getInt(1)).isEqualTo(full);
    }
  }

  @Test
  void surelyWritesNothingWhileAnotherHoldsTheFileAndReadsOn() throws Exception {
    String url = emptyDatabase();
    StoreTimeouts hasty = new StoreTimeouts(Duration.ofMillis(200));
    try (JdbcLeaseStore store = Stores.open(url, hasty);
        Connection holder = DriverManager.getConnection(url);
        Statement statement = holder.createStatement()) {
      assertThat(store.compareAndSet(ORDERS, 0, Stores.record(1, "first"))).isTrue();
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.compareAndSet(ORDERS, 1, Stores.record(2, "second")))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("another process holds the file's lock");
      assertThat(store.read(ORDERS)).contains(Stores.record(1, "first"));
      statement.execute("ROLLBACK");
      assertThat(store.compareAndSet(ORDERS, 1, Stores.record(2, "second"))).isTrue();
    }
  }
}
