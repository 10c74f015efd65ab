package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An observer is told in order, and nothing once {@code close} has returned. */
class ObserverThreadInterleavingsTest {
  @Test
  void tellsInOrderAndNothingAfterClose() {
    Interleavings.run(() -> new ClosedWhileTelling(ObserverThread::close));
  }

  @Test
  void convictsACloseThatDoesNotWaitForTheCallUnderWay() {
    Interleavings.convict(() -> new ClosedWhileTelling(ObserverThread::stop));
  }

  /** The observer's own thread is the third. */
  private static final class ClosedWhileTelling implements Race {
    private final Listening observer = new Listening();
    private final Consumer<ObserverThread> close;
    private final ObserverThread thread =
        new ObserverThread(1, observer, id -> {}, id -> {}, new SlowCallbacks());
    private boolean calling;

    ClosedWhileTelling(Consumer<ObserverThread> close) {
      this.close = close;
    }

    @Override
    public void one() {
      thread.connected(true);
      thread.connected(false);
    }

    @Override
    public void other() {
      thread.start();
      close.accept(thread);
      calling = observer.calling;
    }

    @Override
    public void check() {
      require(!calling, "no call is under way once closed");
      require(observer.inOrder, "told in order");
    }
  }

  /** Notes what it is told, and that it is being told. */
  private static final class Listening implements ElectionObserver {
    private volatile boolean calling;
    private volatile boolean inOrder = true;
    private int told;

    @Override
    public void resync(ElectionEvent.Position at, List<ElectionView> views) {
      throw new AssertionError("nothing was dropped");
    }

    @Override
    public void event(ElectionEvent event) {
      throw new AssertionError("no event was told");
    }

    @Override
    public void connected(boolean connected) {
      calling = true;
      told++;
      inOrder &= connected == (told == 1);
      calling = false;
    }
  }
}
