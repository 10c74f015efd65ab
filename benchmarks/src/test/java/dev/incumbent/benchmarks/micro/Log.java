package dev.incumbent.benchmarks.micro;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Entries of the replicated log, all of one session and one election. */
final class Log {
  static final long TERM = 1;
  static final SessionId SESSION = new SessionId(0x0123456789abcdefL, 0xfedcba9876543210L);
  static final ElectionName ELECTION = new ElectionName("orders");
  private static final CandidateName CANDIDATE = new CandidateName("one");
  private static final Bytes VALUE = Bytes.utf8("x".repeat(256));

  private Log() {}

  static LogEntry entry(long index, Command... commands) {
    return new LogEntry(31 * index, 17 * index, 1_700_000_000_000L, List.of(commands));
  }

  static Command openSession() {
    return new Command.OpenSession(SESSION, 5_000, "micro");
  }

  static Command present() {
    return new Command.SessionPresent(SESSION, TERM);
  }

  static Command campaign(long sequence) {
    return sequenced(
        sequence,
        new Operation.Campaign(
            ELECTION,
            CANDIDATE,
            0,
            Revocation.ON_SUSPICION,
            List.of("store"),
            "host 7 1000",
            Bytes.EMPTY,
            false,
            0));
  }

  static Command release(long sequence, long token) {
    return sequenced(
        sequence,
        new Operation.Release(
            ELECTION, new FencingToken(token), EndReason.RESIGNED, Optional.empty()));
  }

  /** Writes 256 bytes into one key under the leadership. */
  static Command put(long sequence, long token, GrantId grant) {
    return sequenced(
        sequence,
        new Operation.Put(
            ELECTION, new FencingToken(token), grant, "orders/1", VALUE, OptionalLong.empty()));
  }

  private static Command sequenced(long sequence, Operation operation) {
    return new Command.Sequenced(SESSION, sequence, sequence - 1, operation);
  }
}
