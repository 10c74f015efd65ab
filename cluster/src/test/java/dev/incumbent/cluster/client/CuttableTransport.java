package dev.incumbent.cluster.client;

import dev.incumbent.client.Transport;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.client.ClientEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A client's real streams, which can fall silent in both directions without anybody being told. A
 * stream that lost something meanwhile is broken when the silence ends.
 *
 * <p>Threads: safe for use by any thread; the real streams are used by one at a time.
 */
final class CuttableTransport implements Transport {
  private final Consumer<ClientEvent> tell;
  private final Transport real;
  private final Set<Long> open = new TreeSet<>();
  private final Set<Long> broken = new TreeSet<>();
  private final Set<Long> left = new TreeSet<>();
  private boolean cut;

  CuttableTransport(Factory factory, Consumer<ClientEvent> tell) {
    this.tell = tell;
    this.real = factory.create(this::arrives);
  }

  synchronized void cut() {
    cut = true;
    broken.addAll(open);
  }

  /** The streams are closed as by a process that dies, and nothing gets through any more. */
  void kill() {
    cut();
    Set<Long> now;
    synchronized (this) {
      now = new TreeSet<>(open);
    }
    synchronized (real) {
      now.forEach(real::disconnect);
    }
  }

  void mend() {
    Set<Long> lost;
    synchronized (this) {
      cut = false;
      lost = new TreeSet<>(broken);
      left.addAll(broken);
      broken.clear();
    }
    lost.forEach(number -> tell.accept(new ClientEvent.Disconnected(number, "it was cut")));
  }

  private void arrives(ClientEvent event) {
    if (event instanceof ClientEvent.Received received && !isBroken(received.connection())) {
      tell.accept(event);
    } else if (event instanceof ClientEvent.Disconnected gone && !isBroken(gone.connection())) {
      tell.accept(event);
    }
  }

  private synchronized boolean isBroken(long number) {
    return broken.contains(number) || left.contains(number);
  }

  @Override
  public void connect(long number, String address) {
    leave();
    synchronized (this) {
      open.add(number);
      if (cut) {
        broken.add(number);
        return;
      }
    }
    synchronized (real) {
      real.connect(number, address);
    }
  }

  @Override
  public void send(long number, ClientMessage message) {
    if (!isBroken(number)) {
      synchronized (real) {
        real.send(number, message);
      }
    }
  }

  @Override
  public void taken(long number) {
    synchronized (real) {
      real.taken(number);
    }
  }

  /** While it is cut the other side does not hear of this. */
  @Override
  public void disconnect(long number) {
    synchronized (this) {
      open.remove(number);
      if (broken.contains(number)) {
        return;
      }
    }
    synchronized (real) {
      real.disconnect(number);
    }
  }

  /** Gives up the streams that were broken. */
  private void leave() {
    Set<Long> now;
    synchronized (this) {
      now = new TreeSet<>(left);
    }
    synchronized (real) {
      now.forEach(real::disconnect);
    }
  }
}
