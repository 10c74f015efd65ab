package dev.incumbent.faults.child;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.NodeReport;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The witness's process: {@code URI CANDIDATE,… RUNNER,… [DATABASE]}. It observes the elections,
 * asks the nodes what they are, and asks for hand-overs; told {@code drain}, it reads what the
 * storage holds in the end.
 */
public final class WitnessMain {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 150;

  private WitnessMain() {}

  public static void main(String[] args) throws InterruptedException, SQLException {
    Wire wire = new Wire();
    Coordinator coordinator =
        Coordinators.connect(
            args[0],
            new ClientConfig(
                ClientConfig.of("witness").timings(), "witness", Optional.of(CALL_TIMEOUT)));
    Optional<Ledger> ledger = args.length > 3 ? Optional.of(new Ledger(args[3])) : Optional.empty();
    if (ledger.isPresent()) {
      create(ledger.get(), coordinator);
    }
    wire.ready();
    var unused = coordinator.elections().observe(List.of(), new Observing(wire));
    coordinator.elections().observe(List.of(), new Watching(wire));
    Thread nodes = new Thread(() -> watchNodes(coordinator, wire), "faults-nodes");
    nodes.setDaemon(true);
    nodes.start();
    new HandingOver(wire, coordinator.elections(), names(args[1]), names(args[2])).start();
    awaitDrain(wire);
    if (ledger.isPresent()) {
      drain(ledger.get(), wire);
    }
    drain(coordinator.store(), wire);
    awaitDrain(wire);
  }

  private static void awaitDrain(Wire wire) throws InterruptedException {
    while (!wire.order().equals("drain")) {
      // Nothing else is asked of a witness.
    }
  }

  /** Waits for the database, and makes what the ledger takes. */
  private static void create(Ledger ledger, Coordinator coordinator) throws InterruptedException {
    while (true) {
      Optional<NodeView> node =
          coordinator.nodes().stream().flatMap(r -> r.view().stream()).findFirst();
      try {
        if (node.isPresent()) {
          ledger.create(new TokenSpace(node.get().cluster(), Booking.ELECTION));
          return;
        }
      } catch (SQLException e) {
        // It is still starting.
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void drain(Ledger ledger, Wire wire) throws SQLException {
    ledger.read(
        (position, token, label) ->
            wire.tell("committed", Ledger.STORAGE, Booking.ELECTION, position, token, label));
  }

  private static List<CandidateName> names(String list) {
    return Arrays.stream(list.split(",")).map(CandidateName::new).toList();
  }

  private static void watchNodes(Coordinator coordinator, Wire wire) {
    try {
      while (true) {
        for (NodeReport report : coordinator.nodes()) {
          report.view().ifPresent(view -> tell(view, wire));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A node that has not joined its group again yet is in no term. */
  private static void tell(NodeView view, Wire wire) {
    if (view.role() == NodeView.Role.FORMING) {
      return;
    }
    boolean leads = view.role() == NodeView.Role.LEADER;
    wire.tell("node", view.address(), view.term(), leads, leads && view.ready());
  }

  private static void drainRegisters(Registers registers) throws InterruptedException {
    for (String register : Registers.NAMES) {
      while (registers.read(register).isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static void drain(FencedStore store, Wire wire) throws InterruptedException {
    drainRegisters(new Registers(store, wire));
    while (true) {
      try {
        Optional<FencedStore.Stored> stored =
            store.get(Counting.KEY, Freshness.LINEARIZABLE).join().value();
        stored.ifPresent(
            s ->
                wire.tell(
                    "committed",
                    Counting.STORAGE,
                    s.election(),
                    s.version(),
                    s.token(),
                    s.value().toUtf8()));
        wire.tell("drained");
        return;
      } catch (CompletionException e) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
