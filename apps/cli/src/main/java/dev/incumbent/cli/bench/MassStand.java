package dev.incumbent.cli.bench;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One process's stand in elections of one prefix.
 *
 * <p>What happens is stamped and kept, and said when it cannot disturb what is measured.
 *
 * <p>Threads: leads on as many threads as there are elections, which is how our client's users
 * lead; the other methods are for one.
 */
final class MassStand {
  private static final int PAGE = 1_000;
  private static final long LOOK_MILLIS = 50;

  /** A candidacy may be over before its task has been told the end. */
  private static final long TOLD_NANOS = 10_000_000_000L;

  private final int count;
  private final String prefix;
  private final Queue<String> led = new ConcurrentLinkedQueue<>();
  private final Queue<String> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger leading = new AtomicInteger();
  private final CompletableFuture<Void> leave = new CompletableFuture<>();
  private final List<Candidacy> candidacies = new ArrayList<>();

  MassStand(int count, String prefix) {
    this.count = count;
    this.prefix = prefix;
  }

  void add(Candidacy candidacy) {
    candidacies.add(candidacy);
  }

  /** What is done in each of the elections. */
  LeaderTask task() {
    return new LeaderTask() {
      @Override
      public void lead(Leadership leadership) {
        begins(leadership);
        CompletableFuture.anyOf(leave, leadership.stopSignal().asStage().toCompletableFuture())
            .join();
        ended.add(line("left", leadership, System.nanoTime()));
      }

      @Override
      public void ended(Leadership leadership, EndReason reason) {
        ended.add(line("over", leadership, System.nanoTime()));
      }
    };
  }

  private void begins(Leadership leadership) {
    long now = System.nanoTime();
    led.add(line("led", leadership, now));
    if (leading.incrementAndGet() == count) {
      String all = "all " + count + " " + now + " " + prefix;
      System.out.println(String.join(System.lineSeparator(), led) + System.lineSeparator() + all);
    }
  }

  /** Says so when the coordinator knows of it in each election. */
  void awaitStanding(Elections elections, CandidateName name) throws InterruptedException {
    while (standing(elections, name) < count) {
      Thread.sleep(LOOK_MILLIS);
    }
    say("standing");
  }

  private int standing(Elections elections, CandidateName name) {
    int standing = 0;
    String after = "";
    boolean more = true;
    while (more) {
      Elections.Page page =
          elections.list(prefix, after, PAGE, Freshness.LINEARIZABLE).join().value();
      for (Elections.Listed listed : page.elections()) {
        standing += stands(listed.view(), name) ? 1 : 0;
        after = listed.view().election().value();
      }
      more = page.more();
    }
    return standing;
  }

  private static boolean stands(ElectionView view, CandidateName name) {
    return view.holder().filter(holder -> holder.candidate().equals(name)).isPresent()
        || view.queue().stream().anyMatch(waiting -> waiting.candidate().equals(name));
  }

  /** Ends all work, and says how it ended when all candidacies are over. */
  void leave() throws InterruptedException {
    leave.complete(null);
    for (Candidacy candidacy : candidacies) {
      if (candidacy.findLeadership().isEmpty()) {
        candidacy.close();
      }
      candidacy.finished().toCompletableFuture().join();
    }
    long begun = System.nanoTime();
    while (ended.size() < 2 * led.size() && System.nanoTime() - begun < TOLD_NANOS) {
      Thread.sleep(1);
    }
    System.out.println(String.join(System.lineSeparator(), ended));
    say("gone");
  }

  void say(String word) {
    System.out.println(word + " " + count + " " + System.nanoTime() + " " + prefix);
  }

  private static String line(String word, Leadership leadership, long nanos) {
    return word + " " + leadership.token() + " " + nanos + " " + leadership.election();
  }
}
