package dev.incumbent.simulation.scenario;

import dev.incumbent.simulation.Moment;
import dev.incumbent.simulation.Stage;
import java.util.List;

/** Who does what when; the file of its transcript is named after it. */
enum Scene {
  NORMAL_LIFE(
      3,
      12_000,
      """
      Normal life: a leadership, a planned hand-over to a named successor, and everybody leaves.
      To notice: the work begins after the claim (S-4); each acknowledgement is counted from when its renewal was
      sent (S-7: 4.45 s of 5 s); the release follows the return of the work, and the next grant waits for no timer
      (S-5, L-4); after a clean end nobody has a predecessor to fear.""") {
    @Override
    void direct(Stage stage) {
      stage.at(5_000, () -> stage.handOver("p2", "c2"));
      stage.at(8_000, () -> stage.leave("p2"));
      stage.at(10_000, () -> stage.leave("p1"));
    }
  },

  CRASH(
      3,
      14_000,
      """
      A crash: the process that leads is killed, and started again later.
      To notice: its connections are seen closed at once, but under AFTER_LEASE that ends nothing: the next grant
      comes when its session has been silent for its whole time to live at the coordinator (L-1). The end is not
      clean, so the new leader claims the fence of its predecessor too (S-4).""") {
    @Override
    void direct(Stage stage) {
      stage.at(3_000, () -> stage.crash("p1"));
      stage.at(11_000, () -> stage.restart("p1"));
    }
  },

  CRASH_ON_SUSPICION(
      3,
      6_000,
      """
      The same crash under ON_SUSPICION, which a candidate may choose because its storage is fenced.
      To notice: the leadership ends within milliseconds of its connections being closed (L-1, Revocation), long
      before its lease; nobody says that the old one has stopped, so the claim before the work is what makes it safe
      (S-3, S-4).""") {
    @Override
    void direct(Stage stage) {
      stage.at(3_000, () -> stage.crash("p1"));
    }

    @Override
    int suspected() {
      return 3;
    }
  },

  PAUSE_BEYOND_THE_LEASE(
      3,
      14_000,
      """
      A pause beyond the lease: the process that leads stands still for seven seconds, and knows nothing of it.
      To notice: when it goes on, its validity is computed from the clock and is over (S-7): it stops without having
      been told, and never calls that leadership held again (lease rule 4). Its candidate campaigns anew, and waits.""") {
    @Override
    void direct(Stage stage) {
      stage.at(3_000, () -> stage.pause("p1"));
      stage.at(10_000, () -> stage.resume("p1"));
    }
  },

  PAUSE_BETWEEN_CHECK_AND_WRITE(
      3,
      14_000,
      """
      A pause between check and write: the work finds its leadership valid, stands still, and sends the write then.
      To notice: no check in the process can prevent that, however late it is made. The storage does: it was claimed
      with a larger token meanwhile, and refuses the write (S-3). Without a fence this write would have taken effect.""") {
    @Override
    void direct(Stage stage) {
      stage.at(Moment.LOOKED, "p1", 3_000, () -> stage.pause("p1"));
      stage.at(10_000, () -> stage.resume("p1"));
    }
  },

  PARTITION_OF_THE_LEADER_WITH_ITS_CLIENTS(
      3,
      16_000,
      """
      A partition: the Raft leader and the process that leads are cut off from everybody else, together.
      To notice: the Raft leader still hears its client, and acknowledges nothing, because no entry of its is applied
      any more (S-10, lease rule 1). So the process stops at its deadline. The other side grants nothing before the
      new Raft leader has given every session a full time to live, counted from when it was ready (lease rule 2).""") {
    @Override
    void direct(Stage stage) {
      stage.at(3_000, () -> stage.cut(List.of("n2", "p1"), List.of("n1", "n3", "p2")));
      stage.at(13_000, () -> stage.heal(List.of("n2", "p1"), List.of("n1", "n3", "p2")));
    }
  },

  FAILOVER_WITH_RENEWALS_IN_FLIGHT(
      3,
      8_000,
      """
      A failover: the Raft leader stands still for 700 ms, just as a renewal is on its way to it.
      To notice: another node leads meanwhile. The old leader finds the renewal when it goes on, believes that it
      still leads, and yet never acknowledges it, because no entry of its is applied any more (lease rule 1). The
      client has attached to the new one by then, whose acknowledgement moves the deadline: nobody's work stops (L-3).""") {
    @Override
    void direct(Stage stage) {
      stage.at(Moment.RENEWED, "p1", 3_000, () -> stage.pause("n2"));
      stage.at(4_013, () -> stage.resume("n2"));
    }
  },

  LOST_REPLY_TO_A_RENEWAL(
      3,
      8_000,
      """
      A lost reply: the coordinator has acknowledged a renewal, and the stream is reset before that arrives.
      To notice: the coordinator counts the session's time from that renewal and the client does not, so the client
      is the more careful of the two (S-2). It attaches again, renews, and goes on under the same token.""") {
    @Override
    void direct(Stage stage) {
      stage.at(Moment.ACKNOWLEDGED, "p1", 3_000, () -> stage.resetAtLeader("p1"));
    }
  },

  DRAIN_OVERRUN(
      3,
      18_000,
      """
      A drain overrun: an operator revokes the leadership, and its work does not return when it is told to stop.
      To notice: nothing is released, because work may still be under way (S-5). The leadership was withdrawn, which
      froze its deadline; the session goes on renewing. The next grant comes a full time to live after the withdrawal
      (lease rule 5), and the candidate does not campaign before its work has returned.""") {
    @Override
    void direct(Stage stage) {
      stage.at(2_900, () -> stage.stick("p1"));
      stage.at(3_000, () -> stage.revoke("p2"));
    }
  },

  RESTORE_OF_AN_OLD_BACKUP(
      3,
      24_000,
      """
      A restore: every node is lost, and new ones begin with a backup in which token 1 still leads; token 2 has led since.
      To notice: every session has ended and so has that leadership, as "restored", which is not clean; nothing is
      granted for the longest time to live (here 7.5 s), so that leases granted by the lost nodes run out; the next
      token is larger than any that they can have granted, by 2^32 (S-1), so the fence takes the claim.""") {
    @Override
    void direct(Stage stage) {
      stage.at(2_000, stage::backUp);
      stage.at(3_000, () -> stage.handOver("p2", "c2"));
      stage.at(6_000, stage::restore);
    }
  },

  FIVE_NODES_SPLIT_3_2(
      5,
      16_000,
      """
      Five nodes split 3 to 2: the Raft leader and the process that leads are with the two, another process with the three.
      To notice: the two have more than one node and still no majority, so they acknowledge nothing (S-10); the three
      elect a leader, wait a full time to live, and grant (lease rule 2). When the split heals, nothing changes: the
      process that was cut off campaigns, and waits (L-2).""") {
    @Override
    void direct(Stage stage) {
      stage.at(3_000, () -> stage.cut(List.of("n3", "n4", "p1"), List.of("n1", "n2", "n5", "p2")));
      stage.at(
          13_000, () -> stage.heal(List.of("n3", "n4", "p1"), List.of("n1", "n2", "n5", "p2")));
    }
  };

  private final int nodes;
  private final long millis;
  private final String notes;

  Scene(int nodes, long millis, String notes) {
    this.nodes = nodes;
    this.millis = millis;
    this.notes = notes;
  }

  abstract void direct(Stage stage);

  /** A bit for each process whose candidate is {@code ON_SUSPICION}. */
  int suspected() {
    return 0;
  }

  String notes() {
    return notes;
  }

  List<String> play() {
    Stage stage = new Stage(nodes, 2, suspected());
    direct(stage);
    return stage.play(millis);
  }
}
