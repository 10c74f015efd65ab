package dev.incumbent.coordinator.host;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.election.ElectionView;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Goes through the elections of one state in order of name, a few at a time. */
final class ViewPages implements Iterator<ElectionView> {
  /** A message is filled up to here; one view more may exceed it. */
  static final int PIECE_BYTES = 256 * 1024;

  static final int MAX_VIEW_BYTES = 512 * 1024;

  private static final int PAGE = 64;
  private static final int FIXED_BYTES = 128;
  private static final int MAX_BYTES_PER_CHAR = 3;

  private final StateView state;
  private final String prefix;
  private final ArrayDeque<ElectionView> page = new ArrayDeque<>();
  private String after;
  private boolean last;

  ViewPages(StateView state, String prefix, String after) {
    this.state = state;
    this.prefix = prefix;
    this.after = after;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !last) {
      List<ElectionView> next = state.elections(prefix, after, PAGE);
      last = next.size() < PAGE;
      page.addAll(next);
    }
    return !page.isEmpty();
  }

  @Override
  public ElectionView next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no election after '" + after + "'");
    }
    ElectionView view = page.remove();
    after = view.election().value();
    return fitting(view);
  }

  /**
   * The view as it fits a message: one that is too large shows who waits by name only, without
   * incarnation and metadata.
   */
  static ElectionView fitting(ElectionView view) {
    if (bytes(view) <= MAX_VIEW_BYTES) {
      return view;
    }
    List<ElectionView.Waiting> names =
        view.queue().stream()
            .map(
                one ->
                    new ElectionView.Waiting(
                        one.session(), one.candidate(), "", Bytes.EMPTY, one.priority()))
            .toList();
    return new ElectionView(view.election(), view.holder(), names, view.history());
  }

  /** An estimate from above, up to names that are bounded anyway. */
  static long bytes(ElectionView view) {
    long bytes = FIXED_BYTES * (1L + view.queue().size() + view.history().size());
    for (ElectionView.Waiting one : view.queue()) {
      bytes += one.metadata().length() + MAX_BYTES_PER_CHAR * (long) one.incarnation().length();
    }
    return bytes
        + view.holder()
            .map(one -> one.metadata().length() + MAX_BYTES_PER_CHAR * one.incarnation().length())
            .orElse(0);
  }
}
