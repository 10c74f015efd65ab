package dev.incumbent.simulation;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store of records: one an election, set if its version has not changed. It keeps what it has
 * acknowledged, until a fault deletes a record or puts an old copy back.
 *
 * <p>Each process has a node of its own ({@link PrivateNode}); they meet here only.
 */
final class Records implements Coordinator {
  private static final String LABEL = "records";

  /**
   * A write of a process.
   *
   * @param seenToken the largest token that its process had been shown when it was sent
   */
  record Write(
      ElectionName election,
      long ifVersion,
      StoredRecord next,
      PrivateNode writer,
      long seenToken) {}

  private record Change(ElectionName election, Optional<StoredRecord> before) {}

  private final World world;
  private final Machine machine;
  private final Draw draw;
  private final TreeMap<ElectionName, StoredRecord> now = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<RecordCalls> watchers = new ArrayList<>();
  private final RecordTroubles troubles;

  Records(World world) {
    this.world = world;
    machine = world.machine(0, LABEL);
    draw = world.draw(LABEL);
    troubles = new RecordTroubles(world);
  }

  Machine machine() {
    return machine;
  }

  Draw draw() {
    return draw;
  }

  RecordTroubles troubles() {
    return troubles;
  }

  @Override
  public List<Machine> machines() {
    return List.of(machine);
  }

  @Override
  public List<String> addresses() {
    return List.of(LABEL);
  }

  @Override
  public Wire wire(Client client, long number) {
    return new PrivateNode(world, this, client);
  }

  @Override
  public Faults faults(Injector injector) {
    return new RecordFaults(world, this, injector);
  }

  @Override
  public void begin() {
    machine.start();
  }

  @Override
  public void reconsider() {
    // What is sent into a cut waits there; nobody else needs to know.
  }

  @Override
  public Optional<ElectionView> election(ElectionName name) {
    return read(name).flatMap(it -> decode(name, it).view());
  }

  @Override
  public long lastToken(ElectionName name) {
    return read(name).map(StoredRecord::token).orElse(0L);
  }

  static RecordState decode(ElectionName name, StoredRecord stored) {
    return RecordState.decode(name, stored.body());
  }

  Optional<StoredRecord> read(ElectionName name) {
    return Optional.ofNullable(now.get(name));
  }

  /** What was there before the record was changed last. */
  Optional<StoredRecord> readStale(ElectionName name) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i).election().equals(name)) {
        return changes.get(i).before();
      }
    }
    return read(name);
  }

  List<ElectionName> list(String prefix, String after, int limit) {
    return now.keySet().stream()
        .filter(it -> it.value().startsWith(prefix) && it.value().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  /** Check and effect in one step; whether it was set. */
  boolean set(Write write) {
    ElectionName name = write.election();
    Optional<StoredRecord> before = read(name);
    long version = before.map(StoredRecord::version).orElse(0L);
    if (!world.tampering.sets(version == write.ifVersion())) {
      world.tally.count(Exercised.RECORD_CONFLICT);
      return false;
    }
    put(name, Optional.of(write.next()));
    world.judge.records().wrote(world, write, before);
    if (!world.tampering.keeps(write.next())) {
      now.remove(name);
    }
    List.copyOf(watchers).forEach(it -> it.hint(name));
    return true;
  }

  private void put(ElectionName name, Optional<StoredRecord> next) {
    changes.add(new Change(name, read(name)));
    next.ifPresentOrElse(it -> now.put(name, it), () -> now.remove(name));
  }

  void watch(RecordCalls calls) {
    watchers.add(calls);
  }

  void unwatch(RecordCalls calls) {
    watchers.remove(calls);
  }

  /** A record is deleted, by whoever did that. */
  void delete(ElectionName name) {
    if (read(name).isPresent()) {
      world.judge.records().goesBack(world, name, read(name), Optional.empty());
      put(name, Optional.empty());
    }
  }

  /** All records are as they were before the last so many changes. */
  void restore(int backBy) {
    TreeMap<ElectionName, Optional<StoredRecord>> then = new TreeMap<>();
    for (int i = changes.size() - 1; i >= Math.max(0, changes.size() - backBy); i--) {
      then.put(changes.get(i).election(), changes.get(i).before());
    }
    then.forEach(
        (name, record) -> {
          world.judge.records().goesBack(world, name, read(name), record);
          put(name, record);
        });
  }

  int changes() {
    return changes.size();
  }
}
