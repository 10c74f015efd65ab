package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.net.URI;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the shared protocol asks of a store, for each database. */
@Timeout(120)
abstract class StoreContract {
  private static final ElectionName ORDERS = new ElectionName("orders");
  private static final int CLIENTS = 4;
  private static final int WRITES = 25;

  /** The URL of a database that has no tables of ours yet. */
  abstract String emptyDatabase() throws Exception;

  @Test
  void changesARecordOnlyIfItHasThatVersion() throws Exception {
    try (JdbcLeaseStore store = Stores.open(emptyDatabase())) {
      assertThat(store.read(ORDERS)).isEmpty();
      assertThat(store.compareAndSet(ORDERS, 7, Stores.record(8, "never"))).isFalse();
      assertThat(store.compareAndSet(ORDERS, 0, Stores.record(1, "first"))).isTrue();
      assertThat(store.compareAndSet(ORDERS, 0, Stores.record(2, "again"))).isFalse();
      assertThat(store.compareAndSet(ORDERS, 2, Stores.record(3, "wrong"))).isFalse();
      assertThat(store.read(ORDERS)).contains(Stores.record(1, "first"));
      assertThat(store.compareAndSet(ORDERS, 1, Stores.record(-2, "second"))).isTrue();
      assertThat(store.read(ORDERS)).contains(Stores.record(-2, "second"));
    }
  }

  @Test
  void losesNoWriteOfSeveralClientsAtOnce() throws Exception {
    String url = emptyDatabase();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> count(url)));
      }
      for (Future<?> client : clients) {
        client.get(100, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    try (JdbcLeaseStore store = Stores.open(url)) {
      assertThat(store.read(ORDERS).orElseThrow().version()).isEqualTo(CLIENTS * WRITES);
    }
  }

  /** Raises the version so many times; the tables, too, are made by all of them at once. */
  private static void count(String url) {
    try (JdbcLeaseStore store = Stores.open(url)) {
      int written = 0;
      while (written < WRITES) {
        try {
          long version = store.read(ORDERS).map(it -> it.version()).orElse(0L);
          written += store.compareAndSet(ORDERS, version, Stores.record(version + 1, "x")) ? 1 : 0;
        } catch (UnavailableException e) {
          // A lock was not had in time: surely nothing was written.
        }
      }
    }
  }

  @Test
  void listsNamesInPages() throws Exception {
    try (JdbcLeaseStore store = Stores.open(emptyDatabase())) {
      assertThat(store.list("", "", 10)).isEmpty();
      for (String name : List.of("b", "a%1", "a_1", "a", "B", "é", "𝕏 y")) {
        assertThat(store.compareAndSet(new ElectionName(name), 0, Stores.record(1, name))).isTrue();
      }
      assertThat(names(store, "", "", 3)).containsExactly("B", "a", "a%1");
      assertThat(names(store, "", "a%1", 10)).containsExactly("a_1", "b", "é", "𝕏 y");
      assertThat(names(store, "a", "", 10)).containsExactly("a", "a%1", "a_1");
      assertThat(names(store, "a%", "", 10)).containsExactly("a%1");
      assertThat(names(store, "𝕏", "", 10)).containsExactly("𝕏 y");
    }
  }

  private static List<String> names(JdbcLeaseStore store, String prefix, String after, int limit) {
    return store.list(prefix, after, limit).stream().map(ElectionName::value).toList();
  }

  @Test
  void keepsItsIdAndRefusesTablesThatWereMadeAnew() throws Exception {
    String url = emptyDatabase();
    try (JdbcLeaseStore store = Stores.open(url);
        JdbcLeaseStore other = Stores.open(url)) {
      assertThat(other.clusterId()).isEqualTo(store.clusterId());
      Stores.execute(url, "DROP TABLE incumbent_election", "DROP TABLE incumbent_coordinator");
      try (JdbcLeaseStore later = Stores.open(url)) {
        assertThat(later.clusterId()).isNotEqualTo(store.clusterId());
      }
      Stores.execute(url, "DROP TABLE incumbent_election");
      assertThatThrownBy(() -> store.read(ORDERS)).isInstanceOf(UnavailableException.class);
      assertThatThrownBy(() -> store.read(ORDERS))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("made anew");
    }
  }

  @Test
  void s1_aDeletedRowIsWrittenAnewByItsHolderAndNoTokenIsGrantedAgain() throws Exception {
    String url = emptyDatabase();
    Coordinator one = connect(url);
    try (Coordinator two = connect(url)) {
      Leadership first = Leading.within(Leading.lead(one, "a"));
      CompletableFuture<Leadership> next = Leading.lead(two, "b");
      Leading.awaitQueue(one);
      Stores.execute(url, "DELETE FROM incumbent_election");
      awaitRow(url, "a | " + first.token());
      assertThat(first.stopSignal().cause()).as("the holder goes on").isEmpty();
      one.close();
      assertThat(Leading.within(next).token().value()).isGreaterThan(first.token().value());
    } finally {
      one.close();
    }
  }

  private static void awaitRow(String url, String row) throws Exception {
    String sql = "SELECT holder, token FROM incumbent_election";
    for (int i = 0; i < 600 && !Stores.query(url, sql).contains(row); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(Stores.query(url, sql)).containsExactly(row);
  }

  private static Coordinator connect(String url) {
    return Coordinators.connect(
        url,
        new ClientConfig(
            LeaseTimings.ofTtl(Duration.ofSeconds(3)), "test", Optional.of(Duration.ofSeconds(5))));
  }

  @Test
  void printsTheStatementsThatItRuns() throws Exception {
    String byHand = emptyDatabase();
    List<String> printed = new JdbcProvider().schema(URI.create(byHand));
    Stores.execute(byHand, printed.toArray(String[]::new));
    String byItself = emptyDatabase();
    try (JdbcLeaseStore store = Stores.open(byItself);
        JdbcLeaseStore prepared = Stores.open(byHand)) {
      assertThat(store.clusterId()).isNotEqualTo(prepared.clusterId());
      assertThat(store.compareAndSet(ORDERS, 0, Stores.record(1, "x"))).isTrue();
      assertThat(prepared.compareAndSet(ORDERS, 0, Stores.record(1, "x"))).isTrue();
    }
    assertThat(tables(byItself)).isEqualTo(tables(byHand)).hasSizeGreaterThan(7);
  }

  /** Every column and key of ours. */
  private static List<String> tables(String url) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url)) {
      DatabaseMetaData data = connection.getMetaData();
      for (String name : List.of("incumbent_election", "incumbent_coordinator")) {
        String table = data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
        List<String> shown = List.of("COLUMN_NAME", "TYPE_NAME", "COLUMN_SIZE", "IS_NULLABLE");
        add(found, data.getColumns(null, null, table, null), shown);
        add(found, data.getPrimaryKeys(null, null, table), List.of("TABLE_NAME", "COLUMN_NAME"));
      }
    }
    return found;
  }

  private static void add(List<String> found, ResultSet rows, List<String> columns)
      throws SQLException {
    try (rows) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (String column : columns) {
          row.append(rows.getString(column)).append(' ');
        }
        found.add(row.toString());
      }
    }
  }
}
