package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.election.ElectionName;
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
   * The process of that name, which does other work than to stand in the one election; it is
   * started if none lives, and {@link #endAndJudge} ends it.
   */
  Contestant worker(Role role, String name);

  /** What is found wrong before the end, a line each: {@link #endAndJudge} tells it, too. */
  void report(List<String> violations);

  /** Records what the coordinator tells of these elections from now on, if it tells anybody. */
  Watch watch(List<ElectionName> elections);

  /** The servers' processes, in order. */
  List<Child> servers();

  /** Ends the candidates in good order, and judges what was seen of all leaderships. */
  List<String> endAndJudge() throws InterruptedException;

  /** Ends whatever still runs. Idempotent; by any thread. */
  @Override
  void close();
}
