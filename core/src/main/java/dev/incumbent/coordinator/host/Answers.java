package dev.incumbent.coordinator.host;

import dev.incumbent.election.ElectionView;
import dev.incumbent.session.Answer;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers queries from the applied state, whatever it is worth: {@link Reads} knows.
 *
 * <p>Answers: empty for a backup, which is not answered in one message.
 */
final class Answers implements Query.Cases<Optional<Answer>> {
  private final Situation situation;
  private final HostPorts ports;
  private final LeaseTable leases;
  private final Withdrawals withdrawals;
  private final Freshness freshness;

  Answers(
      Situation situation,
      HostPorts ports,
      LeaseTable leases,
      Withdrawals withdrawals,
      Freshness freshness) {
    this.situation = situation;
    this.ports = ports;
    this.leases = leases;
    this.withdrawals = withdrawals;
    this.freshness = freshness;
  }

  @Override
  public Optional<Answer> election(Query.Election query) {
    List<ElectionView> views =
        situation.state().election(query.name()).map(ViewPages::fitting).stream().toList();
    return Optional.of(elections(views, false));
  }

  @Override
  public Optional<Answer> elections(Query.Elections query) {
    ViewPages pages = new ViewPages(situation.state(), query.prefix(), query.after());
    List<ElectionView> views = new ArrayList<>();
    long bytes = 0;
    while (views.size() < query.limit() && bytes < ViewPages.PIECE_BYTES && pages.hasNext()) {
      ElectionView view = pages.next();
      bytes += ViewPages.bytes(view);
      views.add(view);
    }
    return Optional.of(elections(views, pages.hasNext()));
  }

  @Override
  public Optional<Answer> notable(Query.Notable query) {
    List<ElectionView> views = new ArrayList<>();
    List<ElectionView> notable = situation.state().notable(query.limit() + 1);
    long bytes = 0;
    while (views.size() < Math.min(query.limit(), notable.size())
        && bytes < ViewPages.PIECE_BYTES) {
      ElectionView view = ViewPages.fitting(notable.get(views.size()));
      bytes += ViewPages.bytes(view);
      views.add(view);
    }
    return Optional.of(elections(views, views.size() < notable.size()));
  }

  private Answer elections(List<ElectionView> views, boolean more) {
    return new Answer.Elections(views, views.stream().map(this::leftMillis).toList(), more);
  }

  /** −1 if nobody holds it or this node does not count leases. */
  private long leftMillis(ElectionView view) {
    if (view.holder().isEmpty()) {
      return -1;
    }
    OptionalLong lease = leases.leftMillis(view.holder().get().session());
    OptionalLong withdrawn = withdrawals.leftMillis(view.holder().get().token());
    return Math.min(lease.orElse(-1), withdrawn.orElse(Long.MAX_VALUE));
  }

  @Override
  public Optional<Answer> key(Query.Key query) {
    return Optional.of(new Answer.Value(situation.state().value(query.key())));
  }

  @Override
  public Optional<Answer> nodeStatus(Query.NodeStatus query) {
    NodeView view = ports.status().view();
    return Optional.of(
        new Answer.Status(
            new NodeView(
                view.cluster(),
                view.node(),
                view.address(),
                view.role(),
                situation.leads(),
                situation.quorum(),
                view.term(),
                view.leader(),
                view.lastApplied(),
                view.lastCommitted(),
                view.snapshotIndex(),
                freshness.ageMillis(),
                view.insecure(),
                view.voters(),
                view.counters())));
  }

  @Override
  public Optional<Answer> backup(Query.Backup query) {
    return Optional.empty();
  }
}
