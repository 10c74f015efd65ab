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

  /** Ends the candidates in good order, and judges what was seen of all leaderships. */
  List<String> endAndJudge() throws InterruptedException;

  /** Ends whatever still runs. Idempotent; by any thread. */
  @Override
  void close();
}
