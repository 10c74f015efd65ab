package dev.incumbent.simulation;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;

/**
 * What a leader does: looks whether it is valid, writes, and again; and sometimes does not stop in
 * time. Between the look and the write its process may stand still.
 */
final class Work {
  private final World world;
  private final Client client;
  private final Term term;
  private final Draw draw;
  private boolean stopping;

  Work(World world, Client client, Term term) {
    this.world = world;
    this.client = client;
    this.term = term;
    draw = client.draw();
  }

  void begin() {
    next();
  }

  private void next() {
    client.machine().after(draw.between(30, 250) * Agenda.MILLI, this::step);
  }

  private void step() {
    if (!term.works() || stopping) {
      return;
    }
    if (term.isStopped()) {
      stop();
    } else if (!world.calm && draw.nextLong(400) == 0) {
      term.workReturned();
    } else {
      world.director.looked(client, term);
      client.machine().after(draw.between(0, 10) * Agenda.MILLI / 5, this::write);
      next();
    }
  }

  /** Sends what was decided: whatever has happened since. */
  private void write() {
    FencingToken token = term.token();
    GrantId grant = term.promote().grant().grant();
    String fence = Standing.fence(term.election());
    long value = world.judge.fences().next();
    if (draw.nextLong(8) == 0) {
      client.standing().toStorage(() -> half(fence, token, grant, value));
    } else {
      client.standing().toStorage(() -> whole(fence, token, grant, value));
    }
  }

  private void whole(String fence, FencingToken token, GrantId grant, long value) {
    boolean refused = world.storage.write(fence, token, grant, value).isPresent();
    client.standing().fromStorage(() -> answered(value, !refused));
  }

  private void half(String fence, FencingToken token, GrantId grant, long value) {
    Storage.HalfWrite begun = world.storage.begin(fence, token, grant, value);
    if (begun == null) {
      client.standing().fromStorage(() -> answered(value, false));
      return;
    }
    world.tally.count(Exercised.HALF_WRITE);
    client
        .standing()
        .fromStorage(
            () ->
                client
                    .machine()
                    .after(draw.between(0, 30) * Agenda.MILLI, () -> commit(begun, value)));
    // A storage ends the transactions of those that it hears no more.
    world.storage.machine().after(4_000 * Agenda.MILLI, begun::end);
  }

  private void commit(Storage.HalfWrite begun, long value) {
    client
        .standing()
        .toStorage(
            () -> {
              boolean took = begun.commit();
              client.standing().fromStorage(() -> answered(value, took));
            });
  }

  private void answered(long value, boolean took) {
    world.judge.fences().answered(value, took);
    if (!took && term.works()) {
      stop();
    }
  }

  /** Told to stop: it does, sooner or later. */
  void stop() {
    if (!stopping) {
      stopping = true;
      long millis = draw.between(1, 40);
      if (client.standing().isStuck()) {
        millis += draw.between(1, 4) * world.scenario.shape().ttlMillis() / 2;
        world.tally.count(Exercised.DRAIN_OVERRUN);
      }
      client.machine().after(millis * Agenda.MILLI, term::workReturned);
    }
  }
}
