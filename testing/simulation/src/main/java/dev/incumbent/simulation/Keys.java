package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One process' use of the coordinator's own storage: what it knows of keys, and its reads. */
final class Keys {
  static final int KEYS_AN_ELECTION = 2;

  private final World world;
  private final Client client;
  private final Draw draw;
  private final TreeMap<String, Long> versions = new TreeMap<>();
  private long unread;

  Keys(World world, Client client) {
    this.world = world;
    this.client = client;
    draw = world.draw("keys " + client);
  }

  void begin() {
    client.machine().after(draw.between(80, 500) * Agenda.MILLI, this::step);
  }

  private void step() {
    if (draw.chance(40)) {
      readKey(any(), false);
    } else if (draw.chance(60)) {
      readKey(any(), true);
    }
    begin();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < world.scenario.shape().elections(); i++) {
      for (int k = 1; k <= KEYS_AN_ELECTION; k++) {
        all.add(key(Standing.election(i).value(), k));
      }
    }
    return all;
  }

  private String any() {
    return all().get(draw.index(all().size()));
  }

  static String key(String election, int number) {
    return election + "/" + number;
  }

  /** What was last heard of a key's version; 0 if it is not there. */
  long knownVersion(String key) {
    return versions.getOrDefault(key, 0L);
  }

  /** A value that no other write has. */
  String nextValue() {
    return client + " " + client.standing().calls().next();
  }

  void write(Operation operation, String key) {
    client
        .standing()
        .calls()
        .write(client, operation, key, result -> wrote(operation, key, result));
  }

  private void wrote(Operation operation, String key, OperationResult result) {
    if (result instanceof OperationResult.Failed failed) {
      refused(failed.failure().code());
    } else if (result instanceof OperationResult.Written written) {
      boolean put = operation instanceof Operation.Put;
      world.tally.count(put ? Exercised.KEY_WRITTEN : Exercised.KEY_DELETED);
      versions.put(key, put ? written.version() : 0L);
    }
  }

  private void refused(FailureCode code) {
    switch (code) {
      case STALE_TOKEN, LEADERSHIP_LOST -> world.tally.count(Exercised.KEY_WRITE_STALE);
      case COMPARE_FAILED -> world.tally.count(Exercised.KEY_COMPARE_FAILED);
      case REJECTED -> world.tally.count(Exercised.KEY_WRITE_REJECTED);
      case OUTCOME_UNKNOWN -> world.tally.count(Exercised.KEY_WRITE_UNKNOWN);
      default -> {
        // Nobody leads, or there is no such key: the next write finds out.
      }
    }
  }

  private void readKey(String key, boolean stale) {
    client.standing().calls().read(client, ask(key, stale), it -> heard(key, it));
  }

  private ClientEvent.Ask ask(String key, boolean stale) {
    return new ClientEvent.Ask(
        client.standing().calls().next(), new Query.Key(key), stale, Optional.empty());
  }

  private void heard(String key, Optional<ServerMessage.ReadAnswer> heard) {
    heard.ifPresent(
        answer -> {
          boolean linearizable = answer.linearizable();
          world.tally.count(linearizable ? Exercised.KEY_READ : Exercised.KEY_READ_STALE);
          if (linearizable && answer.answer() instanceof Answer.Value value) {
            versions.put(key, value.stored().map(Answer.Stored::version).orElse(0L));
          }
        });
  }

  /** Reads every key once more, whatever its own node knows of it. */
  void readBack() {
    for (String key : all()) {
      unread++;
      client
          .standing()
          .calls()
          .read(
              client,
              ask(key, false),
              answer -> {
                heard(key, answer);
                unread -= answer.isPresent() ? 1 : 0;
              });
    }
  }

  /** I11: when nothing is wrong, reads are answered. */
  void allRead() {
    if (unread > 0) {
      throw new ViolationException("I11", unread + " last reads of " + client + " got no answer");
    }
  }
}
