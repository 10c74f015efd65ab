package dev.incumbent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObserverThreadTest {
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> overflowed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> ended = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final CountDownLatch entered = new CountDownLatch(1);

  private final ElectionObserver observer =
      new ElectionObserver() {
        @Override
        public void resync(ElectionEvent.Position at, List<ElectionView> views) {
          note("resync " + at.index());
        }

        @Override
        public void event(ElectionEvent event) {
          note("event " + event.position().index());
          if (event.position().index() == 13) {
            throw new IllegalStateException("unlucky");
          }
        }
      };

  private final ObserverThread thread =
      new ObserverThread(1, observer, overflowed::add, ended::add, new SlowCallbacks());

  private void note(String what) {
    entered.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      told.add("interrupted");
    }
    told.add(what);
  }

  private static List<ElectionEvent> events(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            index ->
                new ElectionEvent(
                    new ElectionEvent.Position(index, 0),
                    new ElectionName("e"),
                    ElectionEvent.Kind.JOINED,
                    new CandidateName("a"),
                    new SessionId(1, 1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Bytes.EMPTY))
        .toList();
  }

  @Test
  void tellsInOrderAndGoesOnAfterAThrow() {
    thread.start();
    thread.resync(new ElectionEvent.Position(11, 0), List.of());
    thread.told(events(12, 14));

    Await.until("all is told", () -> told.size() == 4);

    assertThat(told).containsExactly("resync 11", "event 12", "event 13", "event 14");
    thread.close();
  }

  @Test
  void i13_dropsBeyondItsBoundAndTellsNothingBeforeTheNextResync() throws Exception {
    gate = new CountDownLatch(1);
    thread.start();
    thread.told(events(1, 1));
    Await.until(entered);

    thread.told(events(2, ObserverThread.MAX_WAITING + 2));
    thread.told(events(9_000, 9_001));
    assertThat(overflowed).containsExactly(1L);
    thread.resync(new ElectionEvent.Position(9_001, 0), List.of());
    thread.told(events(9_002, 9_002));
    gate.countDown();

    Await.until("all is told", () -> told.size() == 3);
    assertThat(told).containsExactly("event 1", "resync 9001", "event 9002");
    thread.close();
  }

  @Test
  void noCallFollowsTheReturnOfClose() throws Exception {
    gate = new CountDownLatch(1);
    thread.start();
    thread.told(events(1, 5));
    Await.until(entered);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(thread::close);
    Await.until("it is being closed", () -> !ended.isEmpty());
    assertThat(closing).isNotDone();
    gate.countDown();
    Await.answer(closing);
    int before = told.size();
    thread.told(events(6, 9));

    assertThat(before).isEqualTo(1);
    assertThat(told).hasSize(1);
    thread.close();
    assertThat(ended).hasSize(1);
  }
}
