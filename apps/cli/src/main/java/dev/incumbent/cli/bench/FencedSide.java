package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.fence.FencedCounter;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Revocation;
import dev.incumbent.faults.lab.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Ours, with a PostgreSQL server beside it whose fence each leader has claimed, too. */
final class FencedSide implements Side {
  private static final String LOOPBACK = "127.0.0.1";

  private final OurSide ours = new OurSide();
  private final List<Electorate> electorates = new ArrayList<>();

  @Override
  public String name() {
    return ours.name();
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = ours.settings();
    settings.put("fence", "a database's, and the coordinator's own storage");
    settings.put(
        "session", "time to live " + BenchCandidate.COUNTERS_TTL.toMillis() + " ms, AFTER_LEASE");
    settings.put("database", "PostgreSQL with its defaults: a commit is synced to its disk");
    settings.put("transaction", "UPDATE of one row by its key, COMMIT; one connection, kept");
    settings.put("without", plain() + " a transaction without the fence, warm-up included");
    return settings;
  }

  /** What the leaders said of the transactions without the fence. */
  private Figure plain() {
    Figure plain = Figure.in("us");
    for (Electorate electorate : electorates) {
      electorate.all().stream()
          .flatMap(candidate -> candidate.lines().stream())
          .filter(Contestant.word("did"))
          .forEach(did -> plain.add(FenceCost.plainNanos(did) / 1e3));
    }
    return plain;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    Field field =
        OurField.open(
            folder,
            OurSide.serverVm(OurSide.SERVER_VM),
            OurSide.CANDIDATE_VM,
            Revocation.AFTER_LEASE,
            (children, coordinator) -> startDatabase(folder, children, coordinator));
    electorates.add(field.electorate());
    return field;
  }

  /** Returns what a candidate must know of it. */
  private static List<String> startDatabase(Path folder, Children children, Coordinator coordinator)
      throws InterruptedException {
    letThrough(folder);
    int port = Children.freePorts(1).get(0);
    List<String> command = new ArrayList<>(Postgres.make(folder.resolve("postgres")));
    command.addAll(Postgres.listeningOn(LOOPBACK, port));
    Child server = children.start(command, "database", line -> {});
    String url = Postgres.url(LOOPBACK, port);
    FencedCounter counter = new FencedCounter(url, Postgres.USER);
    Ensemble.await(children, server, counter::answers);
    Ensemble.await(children, server, () -> FencedCounter.knows(coordinator));
    counter.create(coordinator, BenchCandidate.ELECTION);
    return List.of(url, Postgres.USER);
  }

  /** The server may run as another user than this program. */
  private static void letThrough(Path folder) {
    for (Path above : List.of(folder, folder.resolveSibling("."))) {
      if (!above.toFile().setExecutable(true, false)) {
        throw new IllegalStateException("cannot let others through " + above);
      }
    }
  }

  @Override
  public Servers servers(Children children, Path folder) {
    return ours.servers(children, folder);
  }
}
