package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.client.ClientEvent;

/** What people do to elections, through some process' client. */
final class Operators {
  private static final int LOOKS = 8;

  private final World world;

  Operators(World world) {
    this.world = world;
  }

  void act(Replica process, Fault fault) {
    Client client = process.client();
    if (client == null) {
      return;
    }
    int index = fault.detail() % world.scenario.shape().elections();
    ElectionName election = Standing.election(index);
    switch (fault.kind()) {
      case REVOKE -> revoke(client, election);
      case OPERATOR_PAUSE -> pause(client, election, fault);
      case RAISE_FLOOR -> raise(client, election, fault);
      case HANDOVER -> handOver(client, election, fault);
      default -> leave(client);
    }
  }

  private void operate(Client client, ElectionName election, OperatorAct act) {
    client.standing().calls().change(client, new Operation.Operate(election, act));
  }

  private void revoke(Client client, ElectionName election) {
    world
        .coordinator
        .election(election)
        .flatMap(view -> view.holder())
        .ifPresent(
            holder -> {
              world.tally.count(Exercised.REVOKE);
              client
                  .standing()
                  .calls()
                  .change(client, new Operation.Revoke(election, holder.token()));
            });
  }

  private void pause(Client client, ElectionName election, Fault fault) {
    world.tally.count(Exercised.OPERATOR_PAUSE);
    operate(client, election, new OperatorAct.Pause());
    client
        .machine()
        .after(
            fault.millis() * Agenda.MILLI,
            () -> operate(client, election, new OperatorAct.Resume()));
  }

  private void raise(Client client, ElectionName election, Fault fault) {
    world.tally.count(Exercised.RAISE_FLOOR);
    long above = world.coordinator.lastToken(election) + fault.detail() + 1;
    operate(
        client, election, new OperatorAct.RaiseFloor(Math.min(above, FencingToken.MAX_VALUE - 1)));
  }

  private void handOver(Client client, ElectionName election, Fault fault) {
    int to = 1 + fault.detail() / 2 % world.processes.size();
    CandidateName successor = new CandidateName("c" + to);
    world.tally.count(Exercised.HANDOVER);
    if (fault.detail() % 2 == 0) {
      client.standing().calls().change(client, new Operation.RequestHandover(election, successor));
      return;
    }
    long call = client.standing().calls().next();
    client
        .standing()
        .standing()
        .keySet()
        .forEach(id -> client.tell(new ClientEvent.HandOver(call, id, successor)));
  }

  private void leave(Client client) {
    if (!client.standing().standing().isEmpty()) {
      world.tally.count(Exercised.LEAVE);
      client.tell(new ClientEvent.Leave(client.standing().standing().firstKey()));
    }
  }

  /**
   * Whatever is paused is granted again. People look at it for a while: who asks when nobody has a
   * quorum yet is refused at once (S-10), and who asked in a session that has ended is told that
   * the outcome is unknown.
   */
  void resumeAll() {
    resumeOnce();
    for (int second = 1; second <= LOOKS; second++) {
      world.agenda.after(
          second * 1_000L * Agenda.MILLI,
          () -> {
            if (anyIsPaused()) {
              resumeOnce();
            }
          });
    }
  }

  private boolean anyIsPaused() {
    for (int i = 0; i < world.scenario.shape().elections(); i++) {
      if (isPaused(Standing.election(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isPaused(ElectionName election) {
    return world.coordinator.election(election).filter(it -> it.conditions().paused()).isPresent();
  }

  /** Asked for by everybody, for one may be cut off. */
  private void resumeOnce() {
    for (Replica process : world.processes) {
      Client client = process.client();
      for (int i = 0; client != null && i < world.scenario.shape().elections(); i++) {
        operate(client, Standing.election(i), new OperatorAct.Resume());
      }
    }
  }
}
