package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A candidate that writes down what happens to it.
 *
 * <p>Threads: called by the coordinator's threads, read by the check's.
 */
final class Contender implements LeaderTask {
  /** What it does while it leads. */
  @FunctionalInterface
  interface Work {
    void run(Leadership leadership) throws Exception;
  }

  /** Leads until it is told to stop. */
  static final Work UNTIL_TOLD = leadership -> leadership.stopSignal().await();

  /** Has nothing to do. */
  static final Work NONE = leadership -> {};

  /** What it is told of jeopardy. */
  enum Word {
    JEOPARDY,
    SAFE
  }

  /** What an end was told as. */
  record End(Leadership leadership, EndReason reason) {}

  private final CandidateName name;
  private final List<String> journal;
  private final Work work;
  private final List<Leadership> led = new CopyOnWriteArrayList<>();
  private final List<Leadership> returned = new CopyOnWriteArrayList<>();
  private final List<End> ends = new CopyOnWriteArrayList<>();
  private final List<Word> words = new CopyOnWriteArrayList<>();
  private volatile Runnable inJeopardy = () -> {};

  /**
   * Writes its story into a journal that several may share.
   *
   * @param journal takes notes from several threads
   */
  Contender(String name, List<String> journal, Work work) {
    this.name = new CandidateName(name);
    this.journal = journal;
    this.work = work;
  }

  @Override
  public void lead(Leadership leadership) throws Exception {
    journal.add(name + " leads with " + leadership.token());
    led.add(leadership);
    try {
      work.run(leadership);
    } finally {
      journal.add(name + " returns with " + leadership.token());
      returned.add(leadership);
    }
  }

  @Override
  public void onJeopardy(Leadership leadership) {
    words.add(Word.JEOPARDY);
    inJeopardy.run();
  }

  @Override
  public void onSafe(Leadership leadership) {
    words.add(Word.SAFE);
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    journal.add(name + " ended with " + leadership.token());
    ends.add(new End(leadership, reason));
  }

  /** Does that when it is told of jeopardy. */
  Contender inJeopardy(Runnable callback) {
    inJeopardy = callback;
    return this;
  }

  List<Word> words() {
    return words;
  }

  CandidateName name() {
    return name;
  }

  /** The leaderships under which its work began. */
  List<Leadership> led() {
    return led;
  }

  /** Those from which its work has returned. */
  List<Leadership> returned() {
    return returned;
  }

  List<End> ends() {
    return ends;
  }
}
