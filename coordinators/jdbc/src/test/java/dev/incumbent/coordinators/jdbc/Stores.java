package dev.incumbent.coordinators.jdbc;

import dev.incumbent.codec.Bytes;
import dev.incumbent.store.StoreCapabilities;
import dev.incumbent.store.StoredRecord;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores, and what tests do to a database behind their backs. */
final class Stores {
  /** Patient: the machine may be busy. */
  static final StoreTimeouts PATIENT = new StoreTimeouts(Duration.ofSeconds(5));

  private Stores() {}

  static JdbcLeaseStore open(String url) {
    return open(url, PATIENT);
  }

  static JdbcLeaseStore open(String url, StoreTimeouts timeouts) {
    JdbcAddress address = JdbcAddress.of(URI.create(url), Optional.empty());
    return new JdbcLeaseStore(address, timeouts, address.dialect().capabilities());
  }

  /** One that looks only once an hour, unless it is told. */
  static JdbcLeaseStore polledHourly(String url) {
    JdbcAddress address = JdbcAddress.of(URI.create(url), Optional.empty());
    StoreCapabilities hourly =
        new StoreCapabilities(true, Duration.ofHours(1), Duration.ofSeconds(1));
    return new JdbcLeaseStore(address, PATIENT, hourly);
  }

  static StoredRecord record(long version, String body) {
    return new StoredRecord(version, version * 10, "holder " + version, Bytes.utf8(body));
  }

  static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows' columns, each row in one string. */
  static List<String> query(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows(rows);
    }
  }

  static List<String> rows(ResultSet rows) throws SQLException {
    List<String> found = new ArrayList<>();
    while (rows.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.append(i == 1 ? "" : " | ").append(rows.getString(i));
      }
      found.add(row.toString());
    }
    return found;
  }
}
