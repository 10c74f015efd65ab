package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The replicated state as of one log index. Successive states share what did not change, so that
 * keeping one for a read or a snapshot costs next to nothing.
 *
 * <p>Threads: immutable, safe for use by any thread.
 */
public final class CoordinatorState implements StateView {
  private final StateConfig config;
  private final long index;
  private final long term;
  private final Tables.Totals totals;
  private final Tables tables;

  /** What a session's candidacies have come to. */
  private record Standing(
      List<ServerMessage.Held> held,
      List<ServerMessage.Queued> queued,
      List<Suspectable> suspectable) {}

  CoordinatorState(StateConfig config, long term, long index, Tables.Totals totals, Tables tables) {
    this.config = config;
    this.term = term;
    this.index = index;
    this.totals = totals;
    this.tables = tables;
  }

  /** The state of a cluster whose log is empty. */
  public static CoordinatorState empty(StateConfig config) {
    return new CoordinatorState(config, 0, 0, Tables.Totals.ZERO, Tables.empty());
  }

  @Override
  public long index() {
    return index;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public long lastToken() {
    return totals.lastToken();
  }

  @Override
  public int sessionCount() {
    return tables.sessions().size();
  }

  @Override
  public int electionCount() {
    return tables.elections().size();
  }

  @Override
  public Optional<SessionView> session(SessionId session) {
    return tables.session(session).map(this::view);
  }

  @Override
  public Optional<SessionSummary> summary(SessionId session) {
    return tables
        .session(session)
        .map(
            s ->
                new SessionSummary(s.ttlMillis(), s.change(), s.presentTerm(), s.replies().size()));
  }

  @Override
  public Optional<OperationResult> answered(SessionId session, long sequence) {
    return tables.session(session).flatMap(s -> s.replies().find(sequence));
  }

  @Override
  public Iterable<SessionView> sessions() {
    return () -> PersistentMap.mapped(tables.sessions().values().iterator(), this::view);
  }

  @Override
  public Optional<ElectionView> election(ElectionName election) {
    return tables.election(election).map(this::view);
  }

  @Override
  public List<ElectionView> elections(String prefix, String after, int limit) {
    List<ElectionView> page = new ArrayList<>();
    for (ElectionRecord election : ElectionRecord.from(tables.elections(), prefix, after)) {
      boolean inside = election.name().value().startsWith(prefix);
      if (!inside || page.size() >= limit) {
        break;
      }
      page.add(view(election));
    }
    return page;
  }

  @Override
  public Optional<Answer.Stored> value(String key) {
    return tables.keys().find(key);
  }

  @Override
  public boolean isSuspectable(ElectionName election, FencingToken token) {
    return tables
        .election(election)
        .flatMap(e -> e.holderWith(token))
        .filter(grant -> grant.candidate().revocation() == Revocation.ON_SUSPICION)
        .isPresent();
  }

  @Override
  public Iterable<Withdrawn> withdrawn() {
    return () ->
        PersistentMap.mapped(
            tables.withdrawn().iterator(), entry -> withdrawn(entry.key(), entry.value()));
  }

  @Override
  public void writeSnapshot(OutputStream out) throws IOException {
    SnapshotCodec.write(this, out);
  }

  @Override
  public Optional<Failure> refuses(SessionId session, Operation operation) {
    return Refusals.of(config, tables, totals, session, operation);
  }

  @Override
  public Optional<Failure> refusesOpen(long ttlMillis, String client) {
    return Refusals.ofOpen(config, tables, ttlMillis, client);
  }

  StateConfig config() {
    return config;
  }

  Tables tables() {
    return tables;
  }

  Tables.Totals totals() {
    return totals;
  }

  private SessionView view(SessionRecord session) {
    Standing standing = standing(session);
    return new SessionView(
        session.id(),
        session.ttlMillis(),
        session.client(),
        session.change(),
        session.presentTerm(),
        session.replies().size(),
        standing.held(),
        standing.queued(),
        standing.suspectable());
  }

  private Standing standing(SessionRecord session) {
    Standing standing = new Standing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var candidacy : session.candidacies()) {
      ElectionName name = candidacy.key().election();
      Optional<Grant> grant =
          tables
              .election(name)
              .flatMap(ElectionRecord::holder)
              .filter(g -> g.candidate().order() == candidacy.value().order());
      if (grant.isEmpty()) {
        standing.queued().add(new ServerMessage.Queued(name, candidacy.key().candidate()));
      } else {
        standing.held().add(grant.get().held(name));
        if (grant.get().candidate().revocation() == Revocation.ON_SUSPICION) {
          standing.suspectable().add(new Suspectable(name, grant.get().token()));
        }
      }
    }
    return standing;
  }

  private ElectionView view(ElectionRecord election) {
    List<ElectionView.Waiting> queue = new ArrayList<>(election.queue().size());
    for (Candidate candidate : election.queue().values()) {
      queue.add(
          new ElectionView.Waiting(
              candidate.session(),
              candidate.name(),
              candidate.incarnation(),
              candidate.metadata(),
              candidate.priority()));
    }
    return new ElectionView(
        election.name(), election.holder().map(this::holder), queue, election.history());
  }

  private ElectionView.Holder holder(Grant grant) {
    Candidate candidate = grant.candidate();
    return new ElectionView.Holder(
        candidate.session(),
        candidate.name(),
        candidate.incarnation(),
        candidate.metadata(),
        grant.token(),
        grant.id(),
        candidate.revocation(),
        grant.promoted(),
        grant.withdrawal().map(Grant.Withdrawal::reason),
        grant.grantedAtMillis(),
        ttlMillis(candidate.session()));
  }

  private Withdrawn withdrawn(ElectionName election, Grant grant) {
    Grant.Withdrawal withdrawal = grant.withdrawal().orElseThrow();
    return new Withdrawn(
        election,
        grant.token(),
        grant.session(),
        withdrawal.reason(),
        withdrawal.index(),
        ttlMillis(grant.session()));
  }

  private long ttlMillis(SessionId session) {
    return tables.session(session).orElseThrow().ttlMillis();
  }
}
