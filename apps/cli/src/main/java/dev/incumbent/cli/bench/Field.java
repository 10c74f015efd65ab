package dev.incumbent.cli.bench;

import java.util.List;

/**
 * The processes of one side while it is measured: three servers and three candidates.
 *
 * <p>Threads: for use by one, but for {@link #close}.
 */
interface Field extends AutoCloseable {
  Electorate electorate();

  /**
   * Asks the leader to stop and to give the election to another, which may have led when this
   * returns.
   */
  void handOver(Electorate.Leader leader);

  /**
   * Kills the leader's process, as by {@code kill -9}; a time at which it still lived. Its seat is
   * empty until {@link #revive}.
   */
  long kill(Electorate.Leader leader) throws InterruptedException;

  /** Starts a new process in the seat of one that was killed, once another leads. */
  void revive(int seat);

  /**
   * Ends a server in good order and starts it again on the data that it had; how long it took from
   * the start of its process until it served.
   */
  long restartNanos(int server) throws InterruptedException;

  /** Ends the candidates in good order, and judges what was seen of all leaderships. */
  List<String> endAndJudge() throws InterruptedException;

  /** Ends whatever still runs. Idempotent; by any thread. */
  @Override
  void close();
}
