package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.session.SessionId;
import java.util.List;

/**
 * What applying one log entry did: the same on every node.
 *
 * @param results one a command, in order; {@code Done} for commands that answer nobody
 * @param sessionEvents what each session is told, in order, with the session's change number after
 *     it
 * @param electionEvents what observers are told, in order
 * @param endedSessions sessions that this entry ended, by close or expiry
 * @param delays those that began with this entry
 */
public record Applied(
    long term,
    long index,
    LogEntry entry,
    List<OperationResult> results,
    List<Told> sessionEvents,
    List<ElectionEvent> electionEvents,
    List<SessionId> endedSessions,
    List<Delay.Running> delays) {
  public Applied {
    results = List.copyOf(results);
    sessionEvents = List.copyOf(sessionEvents);
    electionEvents = List.copyOf(electionEvents);
    endedSessions = List.copyOf(endedSessions);
    delays = List.copyOf(delays);
  }

  /** One session's event and the change number that it raised the session to. */
  public record Told(SessionId session, long change, SessionEvent event) {}
}
