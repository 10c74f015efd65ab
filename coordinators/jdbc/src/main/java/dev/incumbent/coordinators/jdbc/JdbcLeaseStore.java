package dev.incumbent.coordinators.jdbc;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.OutcomeUnknownException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreCapabilities;
import dev.incumbent.store.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Elections in a table, one row each: changed by one statement that commits itself and whose {@code
 * WHERE} names the version that it replaces.
 *
 * <pre>
 * incumbent_election     election  the key
 *                        version   chosen by the protocol, another for each write
 *                        token     the last one granted; a copy of what the body says, for people
 *                        holder    the candidate that leads, or empty; likewise
 *                        body      the election's state, in the protocol's format
 * incumbent_coordinator  cluster_id  random, made with the tables: whose tokens these are
 * </pre>
 *
 * <p>The token is a counter in the body, which only the state machine raises: by one at each grant,
 * or above a floor. It never goes down, because each write replaces exactly the version from which
 * it was computed.
 *
 * <p>Answers of the conditional write: one row changed, and durable: true. No row changed, or the
 * key is there already: false, and nothing changed. The database refused it (rights, locks,
 * serialization, read-only), or no connection was had: surely not done. Anything else, above all a
 * connection lost after the statement was sent: unknown; the protocol looks for the write's mark in
 * the record.
 *
 * <p>Pause, restart, restore: {@code docs/coordinators/jdbc.md}, for each database. No clock of the
 * database's or of another process's is read or compared.
 *
 * <p>Threads: called by several at once; a call blocks for as long as {@link StoreTimeouts} says.
 */
final class JdbcLeaseStore implements LeaseStore {
  private final JdbcAddress address;
  private final StoreCapabilities capabilities;
  private final Dialect dialect;
  private final StoreTimeouts timeouts;
  private final Sessions sessions;
  private final LockedOut lockedOut;
  private final AtomicReference<Optional<PostgresListener>> listener =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<String> cluster = Optional.empty();

  /** Contacts nothing yet. */
  JdbcLeaseStore(JdbcAddress address, StoreTimeouts timeouts, StoreCapabilities capabilities) {
    this.address = address;
    this.timeouts = timeouts;
    this.capabilities = capabilities;
    this.dialect = address.dialect();
    this.sessions = new Sessions(this::open);
    this.lockedOut = new LockedOut(address.label(), () -> dialect.lockHolder(address.url()));
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  @Override
  public StoreCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public String clusterId() {
    Optional<String> known = cluster;
    return known.isPresent()
        ? known.get()
        : reading(connection -> cluster.orElseThrow(), "the cluster's id");
  }

  @Override
  public Optional<StoredRecord> read(ElectionName election) {
    return reading(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(Tables.READ)) {
            statement.setString(1, election.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(record(rows)) : Optional.empty();
            }
          }
        },
        "election '" + election + "'");
  }

  private static StoredRecord record(ResultSet rows) throws SQLException {
    return new StoredRecord(
        rows.getLong(1), rows.getLong(2), rows.getString(3), Bytes.copyOf(rows.getBytes(4)));
  }

  @Override
  public boolean compareAndSet(ElectionName election, long ifVersion, StoredRecord next) {
    Connection connection = take("election '" + election + "'");
    long begunNanos = System.nanoTime();
    boolean changed;
    try {
      changed = change(connection, election, ifVersion, next);
    } catch (SQLException e) {
      sessions.discard(connection);
      if (dialect.isLockedOut(e)) {
        lockedOut.refused(begunNanos, System.nanoTime());
      }
      throw failure("election '" + election + "'", e);
    }
    lockedOut.over();
    sessions.giveBack(connection);
    return changed;
  }

  private IncumbentException failure(String what, SQLException e) {
    if (dialect.isSurelyNotDone(e)) {
      String message = what + " was not changed: " + address.explain(e);
      return new UnavailableException(Failure.of(FailureCode.UNAVAILABLE, message), e);
    }
    String message = "whether " + what + " was changed is not known: " + address.explain(e);
    return new OutcomeUnknownException(Failure.of(FailureCode.OUTCOME_UNKNOWN, message), e);
  }

  private boolean change(
      Connection connection, ElectionName election, long ifVersion, StoredRecord next)
      throws SQLException {
    boolean isNew = ifVersion == 0;
    try (PreparedStatement statement =
        connection.prepareStatement(isNew ? dialect.insert() : dialect.update())) {
      int at = 1;
      if (isNew) {
        statement.setString(at++, election.value());
      }
      statement.setLong(at++, next.version());
      statement.setLong(at++, next.token());
      statement.setString(at++, next.holder());
      statement.setBytes(at++, next.body().toArray());
      if (!isNew) {
        statement.setString(at++, election.value());
        statement.setLong(at++, ifVersion);
      }
      return dialect.change(statement);
    }
  }

  @Override
  public List<ElectionName> list(String prefix, String after, int limit) {
    return reading(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(Tables.LIST)) {
            statement.setString(1, after);
            statement.setString(2, prefix);
            statement.setString(3, prefix);
            statement.setString(4, prefix);
            statement.setInt(5, limit);
            return names(statement);
          }
        },
        "the elections");
  }

  private static List<ElectionName> names(PreparedStatement statement) throws SQLException {
    List<ElectionName> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(new ElectionName(rows.getString(1)));
      }
    }
    return names;
  }

  @Override
  public void onChange(Consumer<ElectionName> changed) {
    if (capabilities.pushes()) {
      PostgresListener started = PostgresListener.start(address, timeouts, changed);
      listener.getAndSet(Optional.of(started)).ifPresent(PostgresListener::close);
    }
  }

  @Override
  public void close() {
    listener.getAndSet(Optional.empty()).ifPresent(PostgresListener::close);
    sessions.close();
  }

  private <T> T reading(Work<T> work, String what) {
    Connection connection = take(what);
    T result;
    try {
      result = work.with(connection);
    } catch (SQLException e) {
      sessions.discard(connection);
      throw unreadable(what, e);
    }
    sessions.giveBack(connection);
    return result;
  }

  private Connection take(String what) {
    try {
      return sessions.take();
    } catch (SQLException e) {
      throw unreadable(what, e);
    }
  }

  private UnavailableException unreadable(String what, SQLException e) {
    return new UnavailableException(
        Failure.of(FailureCode.UNAVAILABLE, "cannot reach " + what + ": " + address.explain(e)), e);
  }

  /** Its records are those that this store began with, or it is not used. */
  private Connection open() throws SQLException {
    Connection connection = address.connect(timeouts);
    try {
      String found = Schema.clusterOf(connection, dialect);
      requireSame(found);
      return connection;
    } catch (SQLException | RuntimeException e) {
      Sessions.end(connection);
      throw e;
    }
  }

  private synchronized void requireSame(String found) throws SQLException {
    String known = cluster.orElse(found);
    cluster = Optional.of(known);
    if (!known.equals(found)) {
      throw new SQLException(
          "the tables were made anew: they are of cluster " + found + ", not of " + known, "42000");
    }
  }
}
