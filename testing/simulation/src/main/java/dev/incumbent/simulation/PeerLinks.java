package dev.incumbent.simulation;

import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.PeerMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node's streams with other nodes: its own to the leader, and those of others to it. */
final class PeerLinks {
  private final World world;
  private final SimNode self;
  private final List<Link> incoming = new ArrayList<>();
  private @Nullable Link own;
  private @Nullable SimNode leader;

  PeerLinks(World world, SimNode self) {
    this.world = world;
    this.self = self;
  }

  /** A stream that its opener tells on and its acceptor answers on. */
  private final class Link {
    private final SimNode to;
    private final Network.Pipe out;
    private final Network.Pipe back;
    private boolean greeted;
    private boolean accepted;
    private boolean over;

    Link(SimNode to) {
      this.to = to;
      out = world.network.pipe(self.machine(), to.machine());
      back = world.network.pipe(to.machine(), self.machine());
      if (to.machine().isUp()) {
        out.send(() -> to.peers().accept(this));
      } else {
        self.machine().after(world.network.delayNanos(), this::lost);
      }
    }

    private SimNode from() {
      return self;
    }

    private void greet() {
      if (!over) {
        greeted = true;
        up(to.name(), incoming.stream().anyMatch(it -> it.from() == to));
      }
    }

    private void end() {
      over = true;
      greeted = false;
      back.breakOff();
      out.send(() -> to.peers().ended(this));
    }

    private void lost() {
      if (!over) {
        over = true;
        greeted = false;
        own = null;
        out.breakOff();
        back.breakOff();
        gone(to);
        self.machine().after(30 * Agenda.MILLI, PeerLinks.this::reopen);
      }
    }
  }

  /** That node leads, or none that is known, or this one. */
  void leader(@Nullable SimNode known) {
    SimNode other = known == self ? null : known;
    if (other == leader) {
      return;
    }
    leader = other;
    Link old = own;
    own = null;
    if (old != null) {
      old.end();
      gone(old.to);
    }
    reopen();
  }

  private void reopen() {
    if (leader != null && own == null) {
      own = new Link(leader);
    }
  }

  void send(String node, PeerMessage message) {
    if (message instanceof PeerMessage.Confirmed) {
      for (Link link : incoming) {
        if (link.from().name().equals(node)) {
          link.back.send(() -> link.from().tell(new HostEvent.PeerReceived(self.name(), message)));
        }
      }
    } else if (own != null && own.greeted && own.to.name().equals(node)) {
      Link link = own;
      link.out.send(() -> link.to.tell(new HostEvent.PeerReceived(self.name(), message)));
    }
  }

  private void accept(Link link) {
    boolean another = isUp(link.from());
    link.accepted = true;
    incoming.add(link);
    up(link.from().name(), another);
    link.back.send(link::greet);
  }

  private void ended(Link link) {
    if (incoming.remove(link)) {
      gone(link.from());
    }
  }

  private boolean isUp(SimNode node) {
    return incoming.stream().anyMatch(it -> it.from() == node)
        || (own != null && own.greeted && own.to == node);
  }

  private void up(String node, boolean another) {
    if (another) {
      self.tell(new HostEvent.PeerConnected(node, false));
    }
    self.tell(new HostEvent.PeerConnected(node, true));
  }

  private void gone(SimNode node) {
    if (!isUp(node)) {
      self.tell(new HostEvent.PeerConnected(node.name(), false));
    }
  }

  /** The node dies: those at the other ends learn it now, or by their probes. */
  void died(boolean seen) {
    long wait = seen ? world.network.delayNanos() : 8_000 * Agenda.MILLI;
    for (Link link : incoming) {
      link.out.breakOff();
      link.from().machine().after(wait, link::lost);
    }
    incoming.clear();
    Link old = own;
    if (old != null) {
      old.over = true;
      old.back.breakOff();
      if (old.accepted) {
        old.to.machine().after(wait, () -> old.to.peers().ended(old));
      }
    }
    own = null;
    leader = null;
  }
}
