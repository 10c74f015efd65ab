package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.election.ElectionName;
import java.util.List;
import java.util.Optional;

/**
 * The processes of one side while it is measured: three servers and three candidates.
 *
 * <p>Threads: for use by one, but for {@link #close}.
 */
interface Field extends AutoCloseable {
  Electorate electorate();

  /** Where clients reach its servers, as its client takes it. */
  String endpoints();

  /**
   * Asks the leader to stop and to give the election to another, which may have led when this
   * returns.
   */
  void handOver(Electorate.Leader leader) throws InterruptedException;

  /**
   * Kills the leader's process, as by {@code kill -9}; a time at which it still lived. Its seat is
   * empty until {@link #revive}.
   */
  long kill(Electorate.Leader leader) throws InterruptedException;

  /** Starts a new process in the seat of one that was killed, once another leads. */
  void revive(int seat);

  /**
   * Stops the leader's process, as by {@code kill -STOP}; a time at which it still ran. It stands
   * still until {@link #resume}.
   */
  long pause(Electorate.Leader leader);

  /** Lets a process that was stopped go on; a time at which it did not yet. */
  long resume(Electorate.Leader leader) throws InterruptedException;

  /**
   * Its processes beside the candidates; {@link #endAndJudge} ends them, and tells what they
   * report.
   */
  Workers workers();

  /**
   * Records what the coordinator tells of these elections from now on; empty if it tells nobody.
   */
  default Optional<Watch> watch(List<ElectionName> elections) {
    return Optional.empty();
  }

  /** The process of a server. */
  Child server(int server);

  /** Waits until one of the servers is the coordinator's own leader; which, from 0. */
  int awaitLeadingServer() throws InterruptedException;

  /** Kills a server. */
  ServerCrash crashServer(int server) throws InterruptedException;

  /** Starts a server again that was killed, on its data; returns when it has caught up. */
  void restartServer(int server) throws InterruptedException;

  /**
   * Ends a server in good order and starts it again on the data that it had; how long it took from
   * the start of its process until it served.
   *
   * @throws UnsupportedOperationException if servers are no processes of their own
   */
  long restartNanos(int server) throws InterruptedException;

  /** Ends the candidates in good order, and judges what was seen of all leaderships. */
  List<String> endAndJudge() throws InterruptedException;

  /** Ends whatever still runs. Idempotent; by any thread. */
  @Override
  void close();
}
