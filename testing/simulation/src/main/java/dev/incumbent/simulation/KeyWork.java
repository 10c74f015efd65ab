package dev.incumbent.simulation;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.OptionalLong;

/**
 * What a leader does with the coordinator's own storage: writes and deletes keys, with and without
 * a version, under its leadership; and sometimes once more after it, which must be refused.
 */
final class KeyWork {
  private static final Bytes TOO_LARGE = Bytes.copyOf(new byte[64 * 1024 + 1]);

  private final World world;
  private final Client client;
  private final Term term;
  private final Draw draw;

  KeyWork(World world, Client client, Term term) {
    this.world = world;
    this.client = client;
    this.term = term;
    draw = world.draw("key work " + client + " " + term);
  }

  void begin() {
    next();
  }

  private void next() {
    client.machine().after(draw.between(60, 400) * Agenda.MILLI, this::step);
  }

  private void step() {
    if (!term.works() || term.isStopped()) {
      // A part of the process that has not heard of the end.
      long ttl = world.scenario.shape().ttlMillis();
      client.machine().after(draw.between(0, ttl) * Agenda.MILLI, this::write);
    } else {
      write();
      next();
    }
  }

  private void write() {
    Keys keys = client.standing().keys();
    // Now and then the key of another election, if there is one.
    String election = draw.chance(90) ? term.election() : Standing.election(0).value();
    String key = Keys.key(election, (int) draw.between(1, Keys.KEYS_AN_ELECTION));
    OptionalLong version =
        draw.chance(40) ? OptionalLong.of(keys.knownVersion(key)) : OptionalLong.empty();
    if (draw.chance(6)) {
      keys.write(malformed(key), key);
    } else if (draw.chance(25)) {
      keys.write(delete(key, version), key);
    } else {
      keys.write(put(key, Bytes.utf8(keys.nextValue()), version), key);
    }
  }

  private Operation malformed(String key) {
    return switch (draw.index(3)) {
      case 0 -> put(key, TOO_LARGE, OptionalLong.empty());
      case 1 -> put(key, Bytes.utf8("-"), OptionalLong.of(-1));
      default -> delete(" " + key, OptionalLong.empty());
    };
  }

  private Operation put(String key, Bytes value, OptionalLong version) {
    return new Operation.Put(
        term.promote().grant().election(), token(), grant(), key, value, version);
  }

  private Operation delete(String key, OptionalLong version) {
    return new Operation.Delete(term.promote().grant().election(), token(), grant(), key, version);
  }

  private FencingToken token() {
    return term.token();
  }

  private GrantId grant() {
    return term.promote().grant().grant();
  }
}
