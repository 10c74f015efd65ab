package dev.incumbent.cluster.node;

import dev.incumbent.codec.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in pieces, written by a thread of its own a few pieces ahead of the reader, so that
 * neither the whole of it is in memory nor the reader waits longer than one piece takes to write.
 *
 * <p>A reader that stops reading needs to say nothing: the writer ends once the reader is garbage.
 */
final class BackupPieces implements Iterator<Bytes> {
  static final int PIECE_BYTES = 512 * 1024;
  static final int AHEAD = 2;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final long RETRY_MILLIS = 500;

  private final BlockingQueue<Piece> queue;
  private @Nullable Piece next;

  /** A piece; the last is empty, or says why there are no more. */
  private record Piece(Bytes bytes, @Nullable Throwable failure) {}

  private BackupPieces(BlockingQueue<Piece> queue) {
    this.queue = queue;
  }

  /** What writes a snapshot. */
  @FunctionalInterface
  interface Snapshot {
    void writeTo(OutputStream out) throws IOException;
  }

  static BackupPieces of(Snapshot snapshot) {
    BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(AHEAD);
    AtomicBoolean abandoned = new AtomicBoolean();
    BackupPieces reader = new BackupPieces(queue);
    CLEANER.register(reader, () -> abandoned.set(true));
    Thread writer = new Thread(() -> write(snapshot, queue, abandoned), "incumbent-node-backup");
    writer.setDaemon(true);
    writer.start();
    return reader;
  }

  private static void write(
      Snapshot snapshot, BlockingQueue<Piece> queue, AtomicBoolean abandoned) {
    Piece last = new Piece(Bytes.EMPTY, null);
    try (OutputStream out = new BufferedOutputStream(new Pieces(queue, abandoned), PIECE_BYTES)) {
      snapshot.writeTo(out);
    } catch (IOException | RuntimeException e) {
      last = new Piece(Bytes.EMPTY, e);
    }
    try {
      put(last, queue, abandoned);
    } catch (IOException e) {
      // Nobody reads it.
    }
  }

  private static void put(Piece piece, BlockingQueue<Piece> queue, AtomicBoolean abandoned)
      throws IOException {
    try {
      while (!queue.offer(piece, RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        if (abandoned.get()) {
          throw new IOException("nobody reads the backup any more");
        }
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public boolean hasNext() {
    return peek().bytes().length() > 0;
  }

  @Override
  public Bytes next() {
    Piece piece = peek();
    if (piece.bytes().length() == 0) {
      throw new NoSuchElementException();
    }
    next = null;
    return piece.bytes();
  }

  private Piece peek() {
    Piece piece = next;
    if (piece == null) {
      try {
        piece = queue.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
      if (piece.failure() != null) {
        throw new IllegalStateException("the backup cannot be written", piece.failure());
      }
      next = piece;
    }
    return piece;
  }

  /** Cuts what is written into pieces. */
  private static final class Pieces extends OutputStream {
    private final BlockingQueue<Piece> queue;
    private final AtomicBoolean abandoned;

    Pieces(BlockingQueue<Piece> queue, AtomicBoolean abandoned) {
      this.queue = queue;
      this.abandoned = abandoned;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int at = 0; at < length; at += PIECE_BYTES) {
        int from = offset + at;
        int to = from + Math.min(PIECE_BYTES, length - at);
        put(new Piece(Bytes.copyOf(Arrays.copyOfRange(bytes, from, to)), null), queue, abandoned);
      }
    }
  }
}
