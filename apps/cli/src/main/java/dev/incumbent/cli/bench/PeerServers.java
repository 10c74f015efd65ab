package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;

/** The servers of a peer, one of which leads them. */
interface PeerServers extends Servers {
  /** Waits until one of them leads them; which, from 0. */
  int awaitLeader() throws InterruptedException;

  /** The process of one, which may have ended. */
  Child process(int server);

  /** Starts one again, on its data; returns when it has caught up with the leader. */
  void restart(int server) throws InterruptedException;
}
