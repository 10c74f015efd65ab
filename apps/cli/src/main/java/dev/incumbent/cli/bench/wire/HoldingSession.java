package dev.incumbent.cli.bench.wire;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Acquires elections in one session as our client does: a campaign, and after the grant the report
 * that it was promoted.
 *
 * <p>Threads: told under the session's lock.
 */
final class HoldingSession implements WireSession.User {
  /** The coordinator takes 1,024 unanswered changes of a session. */
  private static final int WINDOW = 1_000;

  private static final CandidateName CANDIDATE = new CandidateName("holder");

  private final Queue<Operation> waiting = new ArrayDeque<>();
  private final TreeMap<Long, Operation> unanswered = new TreeMap<>();
  private final TreeSet<ElectionName> led = new TreeSet<>();
  private final Runnable granted;
  private long lastSequence;

  /**
   * @param granted told of each election that it leads
   */
  HoldingSession(List<String> elections, Runnable granted) {
    this.granted = granted;
    elections.forEach(name -> waiting.add(campaign(new ElectionName(name))));
  }

  private static Operation campaign(ElectionName election) {
    return new Operation.Campaign(
        election, CANDIDATE, 0, Revocation.AFTER_LEASE, List.of(), "bench", Bytes.EMPTY, false, 0);
  }

  @Override
  public void opened(WireSession session) {
    session.renew();
    pump(session);
  }

  private void pump(WireSession session) {
    while (!waiting.isEmpty() && underWay() < WINDOW) {
      lastSequence++;
      unanswered.put(lastSequence, waiting.remove());
      send(session, lastSequence);
    }
  }

  /** How many numbers there are from the oldest unanswered one on. */
  private long underWay() {
    return unanswered.isEmpty() ? 0 : lastSequence - unanswered.firstKey() + 1;
  }

  private void send(WireSession session, long sequence) {
    Operation operation = unanswered.get(sequence);
    if (operation != null) {
      session.request(sequence, unanswered.firstKey() - 1, operation);
    }
  }

  @Override
  public void attached(WireSession session) {
    List.copyOf(unanswered.keySet()).forEach(sequence -> send(session, sequence));
  }

  @Override
  public void answered(WireSession session, ServerMessage.Response response) {
    if (unanswered.remove(response.sequence()) != null) {
      if (response.result() instanceof OperationResult.Failed failed) {
        violated("a change was refused: " + failed.failure().message());
      }
      pump(session);
    }
  }

  @Override
  public void told(WireSession session, SessionEvent event) {
    if (event instanceof SessionEvent.Granted grant) {
      holds(grant.election(), grant.token());
      pump(session);
    } else if (event instanceof SessionEvent.Ended ended) {
      violated(ended.election() + " was lost: " + ended.reason());
    }
  }

  @Override
  public void holds(WireSession session, List<ServerMessage.Held> held) {
    held.forEach(one -> holds(one.election(), one.token()));
    pump(session);
  }

  private void holds(ElectionName election, FencingToken token) {
    if (led.add(election)) {
      waiting.add(new Operation.ReportPromoted(election, token));
      granted.run();
    }
  }

  @Override
  public void renewed(WireSession session) {}

  @Override
  public void gone(WireSession session) {
    violated("a session that was renewed has ended, with " + lastSequence + " changes made in it");
  }

  @Override
  public void violated(String what) {
    System.out.println("violated - " + what);
  }
}
