package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;

/** The roles of one client, and who of them tells whom. Not for use by several threads. */
final class Roles {
  private static final long CLOSE_BOUND_NANOS = 1_000_000_000;

  private final Environment env;
  private final Candidacies candidacies = new Candidacies();
  private final Ids ids = new Ids();
  private final Context context = new Context();
  private final LeaseKeeper keeper;
  private final Links links;
  private final Requests requests;
  private final SessionProtocol session;
  private final Reads reads;
  private final Subscriptions subscriptions;
  private final AvailabilityTracker availability;
  private final QuietStreams quiet;
  private boolean closing;

  Roles(Environment env) {
    this.env = env;
    keeper = new LeaseKeeper(env, candidacies::leaseLost);
    links = new Links(env, new LinksListener(), keeper::deadlineNanos);
    requests = new Requests(env, links);
    session = new SessionProtocol(env, links, keeper, new SessionListener());
    reads = new Reads(env, links);
    subscriptions = new Subscriptions(env, links, ids);
    availability = new AvailabilityTracker(env, links, session, keeper);
    quiet = new QuietStreams(env, links, session, ids);
  }

  LeaseKeeper keeper() {
    return keeper;
  }

  Links links() {
    return links;
  }

  Requests requests() {
    return requests;
  }

  SessionProtocol session() {
    return session;
  }

  Reads reads() {
    return reads;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  AvailabilityTracker availability() {
    return availability;
  }

  QuietStreams quiet() {
    return quiet;
  }

  Candidacies candidacies() {
    return candidacies;
  }

  Ids ids() {
    return ids;
  }

  Received received() {
    return new Received(links, session, requests, reads, subscriptions);
  }

  void campaign(ClientEvent.Campaign event) {
    session.require();
    CandidacyProtocol candidacy = new CandidacyProtocol(event, context);
    candidacies.add(candidacy);
    session.setFast(candidacies.anySuspectable());
    candidacy.begin();
  }

  void close() {
    closing = true;
    candidacies.forEach(CandidacyProtocol::leave);
    closeIfLeft();
  }

  private void closeIfLeft() {
    if (closing && candidacies.allLeft()) {
      if (candidacies.anyWorking()) {
        session.leave();
      } else {
        session.end(CLOSE_BOUND_NANOS);
      }
    }
  }

  private final class LinksListener implements Links.Listener {
    @Override
    public void up(Link link) {
      session.up(link);
      requests.pump();
      reads.pump();
      subscriptions.pump();
    }

    @Override
    public void down(Link link) {
      reads.down(link);
      subscriptions.down(link);
    }

    @Override
    public void mainChanged() {
      session.mainChanged();
      requests.pump();
      reads.pump();
      subscriptions.pump();
    }
  }

  private final class SessionListener implements SessionRole {
    @Override
    public void opened() {
      requests.opened(session.id());
    }

    @Override
    public void openRefused(Failure failure) {
      requests.openRefused(failure);
    }

    @Override
    public void attachedAtMain() {
      requests.attachedAtMain();
    }

    @Override
    public void happened(SessionEvent event) {
      candidacies.happened(event).ifPresent(this::giveBack);
    }

    @Override
    public void state(ServerMessage.SessionState state) {
      candidacies.state(state).forEach(this::giveBack);
    }

    @Override
    public void gone() {
      requests.sessionGone();
      candidacies.forEach(CandidacyProtocol::sessionGone);
    }

    @Override
    public void closed() {
      requests.close();
      reads.close();
      links.close();
      env.act(new ClientAction.Closed());
    }

    private void giveBack(Operation release) {
      requests.submit(release, new Unheard());
    }
  }

  /** What candidacies have from the client. */
  private final class Context implements CandidacyContext {
    @Override
    public Environment env() {
      return env;
    }

    @Override
    public Optional<Lease> lease() {
      return keeper.lease();
    }

    @Override
    public long generation() {
      return keeper.generation();
    }

    @Override
    public String cluster() {
      return links.cluster().orElse("");
    }

    @Override
    public PendingRequest submit(Operation operation, Requests.Sink sink) {
      return requests.submit(operation, sink);
    }

    @Override
    public void submitForUser(Operation operation, Requests.Sink sink) {
      requests.submitForUser(operation, sink);
    }

    @Override
    public boolean withdraw(PendingRequest request) {
      return requests.withdraw(request);
    }

    @Override
    public void resync() {
      session.resync();
    }

    @Override
    public void holds(CandidacyProtocol candidacy, FencingToken token) {
      candidacies.holds(candidacy, token);
    }

    @Override
    public void holdsNoMore(CandidacyProtocol candidacy, FencingToken token) {
      candidacies.holdsNoMore(candidacy, token);
    }

    @Override
    public void finished(CandidacyProtocol candidacy) {
      candidacies.remove(candidacy);
      session.setFast(candidacies.anySuspectable());
      closeIfLeft();
    }

    @Override
    public void leaveReturns(CandidacyProtocol candidacy) {
      env.act(new ClientAction.LeaveReturns(candidacy.id()));
      candidacies.left(candidacy);
      closeIfLeft();
    }
  }
}
