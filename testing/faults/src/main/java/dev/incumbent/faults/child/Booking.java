package dev.incumbent.faults.child;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fence.jdbc.FencedWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The leader that increments the counter in PostgreSQL. It tells the fence that its lease has much
 * time left, whatever it has: the fence's row alone decides (S-3). It writes once more after it was
 * told to stop.
 */
final class Booking implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("ledger");

  private static final Duration UNLOOKED_AT = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 50;

  private final String process;
  private final Ledger ledger;
  private final Wire wire;
  private final Leading leading;
  private long count;

  Booking(String process, Ledger ledger, Wire wire) {
    this.process = process;
    this.ledger = ledger;
    this.wire = wire;
    this.leading = new Leading(ELECTION, wire, PAUSE_MILLIS);
  }

  CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(ELECTION, candidate)
        .fencedBy(new ToldFence(ledger.fence(), Ledger.STORAGE, wire))
        .build();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    leading.lead(leadership, this::book);
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    leading.ended(leadership);
  }

  private void book(Leadership leadership) {
    count++;
    String value = process + "#" + count;
    long call = wire.nextCall();
    wire.tell("call", call, Ledger.STORAGE, ELECTION, leadership.token(), value);
    FencedWriter writer =
        new FencedWriter(
            leadership.space(), leadership.token(), leadership.grant(), () -> UNLOOKED_AT);
    try (Connection connection = ledger.open()) {
      ledger.fence().check(connection, writer);
      Ledger.increment(connection, leadership.token().value(), value);
      connection.commit();
      wire.tell("done", call, "OK", "-");
    } catch (SQLException e) {
      wire.tell("done", call, "UNKNOWN", "-");
    } catch (IncumbentException e) {
      wire.tell("done", call, e.code().surelyNotApplied() ? "REFUSED" : "UNKNOWN", "-");
    }
  }
}
