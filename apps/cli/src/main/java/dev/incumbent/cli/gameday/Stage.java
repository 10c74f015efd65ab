package dev.incumbent.cli.gameday;

import dev.incumbent.cli.Waiting;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a scenario is played, and what it finds out.
 *
 * <p>Threads: for use by the play's thread, but for {@link #unavailable}.
 */
final class Stage {
  /** What a game day works with. */
  record Means(
      Coordinator coordinator, Timeline timeline, Stopper stopper, Cutter cutter, String key) {}

  private final GamedayConfig config;
  private final Survey survey;
  private final Means means;
  private final Offers offers;
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private final List<Ruling> rulings = new ArrayList<>();
  private final Unavailability unavailable = new Unavailability();
  private String proof = "";

  Stage(GamedayConfig config, Survey survey, Means means) {
    this.config = config;
    this.survey = survey;
    this.means = means;
    this.offers = new Offers(means.coordinator(), means.key());
  }

  GamedayConfig config() {
    return config;
  }

  Survey survey() {
    return survey;
  }

  Coordinator coordinator() {
    return means.coordinator();
  }

  Timeline timeline() {
    return means.timeline();
  }

  Stopper stopper() {
    return means.stopper();
  }

  Cutter cutter() {
    return means.cutter();
  }

  Offers offers() {
    return offers;
  }

  Unavailability unavailable() {
    return unavailable;
  }

  /** A figure, in the order in which figures are reported. */
  void measure(String name, long nanos) {
    millis.put(name, nanos / 1_000_000);
  }

  Map<String, Long> figures() {
    return new LinkedHashMap<>(millis);
  }

  void rule(Ruling ruling) {
    rulings.add(ruling);
  }

  List<Ruling> rulings() {
    return List.copyOf(rulings);
  }

  /** By what it was seen that a stale write is refused. */
  void proof(String words) {
    proof = words;
  }

  String proof() {
    return proof;
  }

  Mark mark(Mark.Kind kind, ElectionView.Holder of, String text) {
    return timeline().add(kind, of.candidate().value(), of.token().value(), text);
  }

  FencedStore.Writer writer(ElectionView.Holder holder) {
    return new FencedStore.Writer(config.election(), holder.token(), holder.grant());
  }

  /** The holder as it is now, if there is one. */
  Optional<ElectionView.Holder> holderNow() {
    return Waiting.on(coordinator().elections().find(config.election(), Freshness.LINEARIZABLE))
        .value()
        .flatMap(listed -> listed.view().holder());
  }

  /**
   * Waits until another is granted the election and promoted, and judges L-1.
   *
   * @param faultNanos when the leader was lost
   */
  boolean awaitSuccessor(ElectionView.Holder old, long faultNanos) throws InterruptedException {
    long token = old.token().value();
    Optional<Mark> granted =
        timeline()
            .awaitMark(m -> m.kind() == Mark.Kind.GRANTED && m.token() > token, config.patience());
    if (granted.isEmpty()) {
      rule(
          Ruling.of(
              "L-1", false, "nobody followed within " + config.patience().toMillis() + " ms"));
      return false;
    }
    long toGrant = granted.get().atNanos() - faultNanos;
    measure("faultToGranted", toGrant);
    judgeReplacement(old, toGrant);
    long next = granted.get().token();
    Optional<Mark> promoted =
        timeline()
            .awaitMark(m -> m.kind() == Mark.Kind.PROMOTED && m.token() >= next, config.patience());
    promoted.ifPresent(m -> measure("faultToPromoted", m.atNanos() - faultNanos));
    return promoted.isPresent();
  }

  private void judgeReplacement(ElectionView.Holder old, long toGrantNanos) {
    Duration bound = Duration.ofMillis(old.ttlMillis()).plus(config.allowance());
    String words =
        "replaced after "
            + toGrantNanos / 1_000_000
            + " ms; bound: lease "
            + old.ttlMillis()
            + " ms and "
            + config.allowance().toMillis()
            + " ms allowance";
    boolean inTime = toGrantNanos <= bound.toNanos();
    if (!inTime && Survey.term(coordinator().nodes()) != Survey.term(survey.nodes())) {
      rule(Ruling.notJudged("L-1", words + "; the coordinator failed over meanwhile"));
    } else if (!inTime && delayed()) {
      rule(Ruling.notJudged("L-1", words + "; a lock delay is counted on top of it"));
    } else {
      rule(Ruling.of("L-1", inTime, words));
    }
  }

  /** Whether the candidate asked for a pause after such an end; it is noted while it lasts only. */
  private boolean delayed() {
    return timeline().marks().stream()
        .anyMatch(m -> m.kind() == Mark.Kind.NOTE && m.text().startsWith(Leases.LOCK_DELAY));
  }
}
