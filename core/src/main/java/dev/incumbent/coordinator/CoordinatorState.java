package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
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
  private final Views views;

  CoordinatorState(StateConfig config, long term, long index, Tables.Totals totals, Tables tables) {
    this.config = config;
    this.term = term;
    this.index = index;
    this.totals = totals;
    this.tables = tables;
    this.views = new Views(tables, totals);
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
    return tables.session(session).map(views::session);
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
    return () -> PersistentMap.mapped(tables.sessions().values().iterator(), views::session);
  }

  @Override
  public Optional<ElectionView> election(ElectionName election) {
    return tables.election(election).map(views::election);
  }

  @Override
  public List<ElectionView> elections(String prefix, String after, int limit) {
    List<ElectionView> page = new ArrayList<>();
    for (ElectionRecord election : ElectionRecord.from(tables.elections(), prefix, after)) {
      boolean inside = election.name().value().startsWith(prefix);
      if (!inside || page.size() >= limit) {
        break;
      }
      page.add(views.election(election));
    }
    return page;
  }

  @Override
  public List<ElectionView> notable(int limit) {
    List<ElectionView> page = new ArrayList<>();
    for (ElectionName name : tables.notable().values()) {
      if (page.size() >= limit) {
        break;
      }
      election(name).ifPresent(page::add);
    }
    return page;
  }

  @Override
  public Optional<Delay.Running> holdOff() {
    return Delays.holdOff(config, totals);
  }

  @Override
  public List<Delay.Running> delays() {
    return Delays.running(config, tables, totals);
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
            tables.withdrawn().iterator(), entry -> views.withdrawn(entry.key(), entry.value()));
  }

  @Override
  public void writeSnapshot(OutputStream out) throws IOException {
    SnapshotCodec.write(this, out);
  }

  @Override
  public void writeBackup(Backup.Origin origin, OutputStream out) throws IOException {
    SnapshotCodec.writeBackup(this, origin, out);
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
}
