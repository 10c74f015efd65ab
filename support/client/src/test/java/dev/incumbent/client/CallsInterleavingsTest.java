package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.session.client.ClientEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

/** Once the client is closed every call has its answer, whenever it was asked. */
class CallsInterleavingsTest {
  private interface Asked {
    CompletableFuture<?> change();

    void close();
  }

  @Test
  void noCallIsLeftWithoutAnAnswerOnceClosed() {
    Interleavings.run(() -> new ClosedWhileAsked(new Shipped()));
  }

  @Test
  void convictsCallsThatLookAtTheDoorBeforeTheyAreCounted() {
    Interleavings.convict(() -> new ClosedWhileAsked(new LooksFirst()));
  }

  private static final class ClosedWhileAsked implements Race {
    private final Asked calls;
    private CompletableFuture<?> asked = new CompletableFuture<>();

    ClosedWhileAsked(Asked calls) {
      this.calls = calls;
    }

    @Override
    public void one() {
      asked = calls.change();
    }

    @Override
    public void other() {
      calls.close();
    }

    @Override
    public void check() {
      require(asked.isDone(), "answered once closed");
    }
  }

  private static final class Shipped implements Asked {
    private final Calls calls = new Calls(Runnable::run, event -> {});

    @Override
    public CompletableFuture<?> change() {
      return calls.change(call -> new ClientEvent.Started());
    }

    @Override
    public void close() {
      calls.close();
    }
  }

  /** Looks at the door, and counts the call only then. */
  private static final class LooksFirst implements Asked {
    private final ConcurrentSkipListMap<Long, CompletableFuture<OperationResult>> pending =
        new ConcurrentSkipListMap<>();
    private volatile boolean closed;

    @Override
    public CompletableFuture<?> change() {
      CompletableFuture<OperationResult> future = new CompletableFuture<>();
      if (closed) {
        future.cancel(false);
      } else {
        pending.put(1L, future);
      }
      return future;
    }

    @Override
    public void close() {
      closed = true;
      pending.values().forEach(call -> call.cancel(false));
    }
  }
}
