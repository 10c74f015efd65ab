package dev.incumbent.simulation;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Query;
import dev.incumbent.session.client.ClientEvent;
import java.util.List;
import java.util.Optional;

/**
 * What people ask of the coordinator through one process beside elections: how things are, a
 * backup, that a fence or a predecessor be forgotten. None of it may disturb anybody.
 */
final class People {
  private final World world;
  private final Client client;
  private final Draw draw;

  People(World world, Client client) {
    this.world = world;
    this.client = client;
    draw = world.draw("people " + client);
  }

  void begin() {
    client.machine().after(draw.between(200, 1_500) * Agenda.MILLI, this::step);
  }

  private void step() {
    switch (draw.index(10)) {
      case 0 -> ask(new Query.Elections("", draw.chance(50) ? "" : "e1", limit()), false);
      case 1 -> ask(new Query.Election(Standing.election(draw.index(3))), draw.chance(50));
      case 2 -> ask(new Query.Notable(limit()), draw.chance(50));
      case 3 -> ask(new Query.NodeStatus(), draw.chance(50));
      case 4 -> ask(new Query.Backup(), draw.chance(30));
      case 5 -> client.standing().observer().again();
      case 6 -> describe();
      case 7 -> client.standing().observer().overflows();
      case 8 -> plan();
      default -> forget();
    }
    begin();
  }

  /** From 1 on; 0 is refused. */
  private int limit() {
    return (int) draw.between(0, 3);
  }

  private void ask(Query query, boolean stale) {
    List<String> nodes = world.coordinator.addresses();
    Optional<String> node =
        draw.chance(30) ? Optional.of(nodes.get(draw.index(nodes.size()))) : Optional.empty();
    Calls calls = client.standing().calls();
    calls.read(client, new ClientEvent.Ask(calls.next(), query, stale, node), answer -> {});
  }

  /** Observers are shown another text. */
  private void describe() {
    if (!client.standing().standing().isEmpty()) {
      long candidacy = client.standing().standing().firstKey();
      Bytes text = Bytes.utf8("as of " + world.agenda.now());
      long call = client.standing().calls().next();
      client.tell(new ClientEvent.UpdateMetadata(call, candidacy, text));
    }
  }

  /** The lead is to go to somebody, in a while; when all is calm nobody asks for that. */
  private void plan() {
    if (!world.calm && !client.standing().standing().isEmpty()) {
      long candidacy = client.standing().standing().firstKey();
      CandidateName to = new CandidateName("c" + draw.between(1, world.processes.size()));
      long millis = draw.between(1, 2 * world.scenario.shape().ttlMillis());
      world.tally.count(Exercised.HANDOVER_LATER);
      long call = client.standing().calls().next();
      client.tell(new ClientEvent.HandOver(call, candidacy, to, millis * Agenda.MILLI));
    }
  }

  /** Something that is over is said to be over; every leader claims this fence anyway. */
  private void forget() {
    ElectionName election = Standing.election(draw.index(world.scenario.shape().elections()));
    List<ElectionView.Past> past =
        world.coordinator.election(election).map(ElectionView::history).orElse(List.of());
    if (!past.isEmpty()) {
      FencingToken token = past.get(draw.index(past.size())).token();
      OperatorAct act =
          switch (draw.index(3)) {
            case 0 -> new OperatorAct.RetireFence(Standing.fence(election.value()));
            case 1 -> new OperatorAct.ForgetPredecessor(token);
            default -> new OperatorAct.ConfirmDead(token);
          };
      world.tally.count(Exercised.OPERATOR_FORGETS);
      client.standing().calls().change(client, new Operation.Operate(election, act));
    }
  }
}
