package dev.incumbent.coordinator.host;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.election.Conditions;
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
  private static final int MAX_SHORTENED = 16;
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
   * The view as it fits a message: one that is too large shows who waits, and whose work may still
   * be writing, by name only, and leaves out the details of its ends and all but the newest notes.
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
    return new ElectionView(
        view.election(),
        view.holder(),
        names,
        view.history().stream().map(ViewPages::withoutDetail).toList(),
        fitting(view.conditions()));
  }

  private static ElectionView.Past withoutDetail(ElectionView.Past past) {
    return new ElectionView.Past(
        past.candidate(),
        past.session(),
        past.token(),
        past.grant(),
        past.reason(),
        past.grantedAtMillis(),
        past.endedAtMillis(),
        "");
  }

  private static Conditions fitting(Conditions full) {
    List<Conditions.Predecessor> names =
        full.inherited().known().stream()
            .map(
                one ->
                    new Conditions.Predecessor(
                        one.token(), one.session(), one.candidate(), "", List.of()))
            .toList();
    List<String> merged = full.inherited().mergedFences();
    return new Conditions(
        full.paused(),
        full.heldOff(),
        full.lockDelay(),
        full.raises(),
        full.failedPromotion(),
        new Conditions.Inherited(
            names,
            full.inherited().count(),
            merged.subList(0, Math.min(merged.size(), MAX_SHORTENED))),
        full.notes().subList(0, Math.min(full.notes().size(), MAX_SHORTENED)));
  }

  /** An estimate from above, up to names that are bounded anyway. */
  static long bytes(ElectionView view) {
    long bytes = FIXED_BYTES * (1L + view.queue().size() + view.history().size());
    for (ElectionView.Waiting one : view.queue()) {
      bytes += one.metadata().length() + MAX_BYTES_PER_CHAR * (long) one.incarnation().length();
    }
    for (ElectionView.Past past : view.history()) {
      bytes += MAX_BYTES_PER_CHAR * (long) past.detail().length();
    }
    return bytes
        + bytes(view.conditions())
        + view.holder()
            .map(one -> one.metadata().length() + MAX_BYTES_PER_CHAR * one.incarnation().length())
            .orElse(0);
  }

  private static long bytes(Conditions conditions) {
    long chars = 0;
    for (Conditions.Predecessor one : conditions.inherited().known()) {
      chars += FIXED_BYTES + one.incarnation().length();
      chars += one.fences().stream().mapToInt(String::length).sum();
    }
    chars += conditions.inherited().mergedFences().stream().mapToInt(String::length).sum();
    for (Conditions.Note note : conditions.notes()) {
      chars += note.by().length() + note.what().length();
    }
    return MAX_BYTES_PER_CHAR * chars;
  }
}
