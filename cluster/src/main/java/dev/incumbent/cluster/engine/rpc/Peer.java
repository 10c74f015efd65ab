package dev.incumbent.cluster.engine.rpc;

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * The two lines to one peer: what must not wait behind a batch of entries or a piece of a snapshot
 * goes by the quick one.
 *
 * <p>A slow disk delays answers on the bulk line only, and nothing is sent twice for that. A peer
 * from which nothing is heard on the quick one either is not reached: then both are opened anew.
 */
final class Peer implements Closeable {

  private final PeerLine bulk;
  private final PeerLine quick;

  Peer(PeerLine.Way way, ThreadFactory threads) {
    bulk = new PeerLine(way, threads, () -> {});
    quick = new PeerLine(way, threads, bulk::breakOff);
  }

  CompletableFuture<byte[]> callInBulk(Frame.Kind kind, byte[] body, long timeoutMillis) {
    return bulk.call(kind, body, timeoutMillis);
  }

  CompletableFuture<byte[]> callQuickly(Frame.Kind kind, byte[] body, long timeoutMillis) {
    return quick.call(kind, body, timeoutMillis);
  }

  @Override
  public void close() {
    bulk.close();
    quick.close();
  }
}
