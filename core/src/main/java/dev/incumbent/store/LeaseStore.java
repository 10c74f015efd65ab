package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A storage with one record an election, changed only by compare-and-set: all that the shared
 * protocol needs of a database to hold elections in it.
 *
 * <p>What an adapter promises: {@link #read} and {@link #compareAndSet} are linearizable for each
 * election, a write that was answered is as durable as the storage makes it, and the record's
 * {@code version} and {@code body} are kept exactly. It reads no clock, and compares none.
 *
 * <p>NOT promised: that a record is still there. A deleted or restored one is found out by the
 * protocol as far as its fences and its observers remember it (S-1).
 *
 * <p>Threads: called by several threads at once, each of which it may block for as long as the
 * storage's own timeouts allow: set them well below a lease.
 *
 * <p>Errors: {@link dev.incumbent.error.UnavailableException} if surely nothing took effect, {@link
 * dev.incumbent.error.OutcomeUnknownException} if a write may have; any other exception is taken as
 * the latter.
 */
public interface LeaseStore extends AutoCloseable {
  /** What the storage can do, as data; the same for as long as the store is open. */
  StoreCapabilities capabilities();

  /**
   * Names what the tokens of this store belong to, for the fences: the same for every client of the
   * same records, and another for every other store. Made with the store's records and kept in
   * them.
   */
  String clusterId();

  /** The record as it is now: no older than any write that was answered before the call. */
  Optional<StoredRecord> read(ElectionName election);

  /**
   * Sets the record to {@code next} if its version is {@code ifVersion} now, in one atomic step.
   *
   * @param ifVersion the version it must have; 0 if there must be none
   * @return whether it was set; false: nothing changed
   */
  boolean compareAndSet(ElectionName election, long ifVersion, StoredRecord next);

  /**
   * A page of elections that have a record, in order of name.
   *
   * @param after the last name of the page before; empty for the first
   * @param limit 1 to 1,000
   */
  List<ElectionName> list(String prefix, String after, int limit);

  /**
   * Calls {@code changed} soon after a record was changed by any client, on a thread of the
   * store's; at least once a change while {@link StoreCapabilities#pushes} holds and the connection
   * lives. A hint only: the protocol polls too. Does nothing if the storage cannot.
   */
  void onChange(Consumer<ElectionName> changed);

  /** Frees what the store holds. Idempotent. Changes no record. */
  @Override
  void close();
}
