package dev.incumbent.simulation;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.client.CandidacySettings;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.HealthSettings;
import dev.incumbent.session.client.PreferenceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One process' candidacies, one an election, and their leaderships. */
final class Standing {
  private final World world;
  private final Client client;
  private final int number;
  private final int life;
  private final Leases leases;
  private final Calls calls;
  private final Observer observer;
  private final Keys keys;
  private final List<Term> terms = new ArrayList<>();
  private final TreeMap<Long, Integer> elections = new TreeMap<>();
  private final List<Network.Pipe> out = new ArrayList<>();
  private final List<Network.Pipe> back = new ArrayList<>();
  private long lastCandidacy;
  private boolean closing;
  private boolean sick;
  private boolean stuck;

  Standing(World world, Client client, int number, int life) {
    this.world = world;
    this.client = client;
    this.number = number;
    this.life = life;
    leases = new Leases(client);
    calls = new Calls(world);
    observer = new Observer(world, client);
    keys = new Keys(world, client);
  }

  static ElectionName election(int index) {
    return new ElectionName("e" + (index + 1));
  }

  static String fence(String election) {
    return "fence-" + election;
  }

  Leases leases() {
    return leases;
  }

  Calls calls() {
    return calls;
  }

  Observer observer() {
    return observer;
  }

  /** Its use of the coordinator's own storage. */
  Keys keys() {
    return keys;
  }

  /** Nobody stands again. */
  void close() {
    closing = true;
  }

  boolean isSick() {
    return sick;
  }

  void sick(boolean now) {
    sick = now;
  }

  boolean isStuck() {
    return stuck;
  }

  void stuck(boolean now) {
    stuck = now;
  }

  void begin() {
    Machine storage = world.storage.machine();
    for (int i = 0; i < 2; i++) {
      out.add(world.network.pipe(client.machine(), storage));
      back.add(world.network.pipe(storage, client.machine()));
    }
    for (int i = 0; i < world.scenario.shape().elections(); i++) {
      campaign(i);
    }
    observer.begin();
    if (world.scenario.shape().keys()) {
      keys.begin();
    }
    if (world.scenario.shape().people()) {
      new People(world, client).begin();
    }
  }

  void campaign(int election) {
    long candidacy = ++lastCandidacy;
    elections.put(candidacy, election);
    Scenario.Shape shape = world.scenario.shape();
    Operation.Campaign campaign =
        new Operation.Campaign(
            election(election),
            new CandidateName("c" + (number + 1)),
            shape.preferred() && number == 0 ? 5 : 1,
            revocation(candidacy),
            List.of(fence(election(election).value())),
            "host/" + number + "/" + life + "/1",
            Bytes.EMPTY,
            false,
            shape.lockDelayMillis());
    client.tell(new ClientEvent.Campaign(candidacy, campaign, settings(shape)));
  }

  private CandidacySettings settings(Scenario.Shape shape) {
    long ttl = shape.timings().ttl().toNanos();
    return new CandidacySettings(
        OptionalLong.empty(),
        true,
        0,
        OptionalLong.empty(),
        shape.healthChecked()
            ? Optional.of(new HealthSettings(ttl / 2, ttl / 4, 2, 1, ttl))
            : Optional.empty(),
        shape.preferred() && number == 0
            ? Optional.of(new PreferenceSettings(ttl, ttl))
            : Optional.empty());
  }

  Revocation revocation(long candidacy) {
    boolean suspected = (world.scenario.shape().suspected() >> (number & 7) & 1) == 1;
    return suspected ? Revocation.ON_SUSPICION : Revocation.AFTER_LEASE;
  }

  /** The leaderships that are not over. */
  List<Term> terms() {
    return terms;
  }

  /** Whether the work of a leadership of that election runs. */
  boolean leads(String election) {
    return terms.stream().anyMatch(it -> it.leadsOn() && it.election().equals(election));
  }

  /** Whether it has that leadership, and a clock's reading alone says that it is valid. */
  boolean saysValid(ElectionName election, long token) {
    return terms.stream()
        .filter(it -> it.election().equals(election.value()) && it.token().value() == token)
        .anyMatch(Term::saysValid);
  }

  boolean promote(ClientAction.Promote action) {
    Leases.Cell cell = leases.cell(action.grant().generation());
    if (cell == null) {
      return false;
    }
    Term term = new Term(world, client, action, cell);
    terms.add(term);
    term.begin();
    return true;
  }

  boolean with(long candidacy, FencingToken token, Consumer<Term> action) {
    for (Term term : List.copyOf(terms)) {
      if (term.promote().candidacy() == candidacy && term.token().equals(token)) {
        action.accept(term);
        return true;
      }
    }
    return false;
  }

  void over(Term term) {
    terms.remove(term);
  }

  /** A candidacy is over: the candidate stands again, some time later. */
  void finished(long candidacy) {
    Integer election = elections.remove(candidacy);
    if (election != null && !closing) {
      client
          .machine()
          .after(client.draw().between(20, 400) * Agenda.MILLI, () -> campaign(election));
    }
  }

  /** Candidacies that stand, by number, with their election's index. */
  SortedMap<Long, Integer> standing() {
    return elections;
  }

  void toStorage(Runnable request) {
    out.get(client.draw().index(out.size())).send(request);
  }

  /** An answer of the storage's, on its way back. */
  void fromStorage(Runnable answer) {
    back.get(client.draw().index(back.size())).send(answer);
  }

  void died() {
    back.forEach(Network.Pipe::breakOff);
    terms.clear();
  }
}
