package dev.incumbent.faults.child;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what the coordinator tells its observers. After a resync it tells, in their order, the
 * grants and ends that it was not told one by one, from the election's own history.
 */
final class Observing implements ElectionObserver {
  private final Wire wire;
  private final Set<String> granted = new TreeSet<>();
  private final Set<String> ended = new TreeSet<>();

  Observing(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void resync(ElectionEvent.Position at, List<ElectionView> views) {
    wire.tell("resync", at.index());
    for (ElectionView view : views) {
      List<ElectionView.Past> oldestFirst = new ArrayList<>(view.history());
      Collections.reverse(oldestFirst);
      String election = view.election().value();
      for (ElectionView.Past past : oldestFirst) {
        grant(election, past.token(), past.grant(), past.candidate().value());
        end(election, past.token(), past.grant(), past.reason());
      }
      view.holder().ifPresent(h -> grant(election, h.token(), h.grant(), h.candidate().value()));
    }
  }

  @Override
  public void event(ElectionEvent event) {
    String election = event.election().value();
    FencingToken token = event.token().orElse(null);
    GrantId grant = event.grant().orElse(null);
    if (token == null || grant == null) {
      return;
    }
    switch (event.kind()) {
      case GRANTED -> grant(election, token, grant, event.candidate().value());
      case ENDED -> event.reason().ifPresent(reason -> end(election, token, grant, reason));
      case JOINED, LEFT, PROMOTED, WITHDRAWN, UPDATED -> {}
    }
  }

  private void grant(String election, FencingToken token, GrantId grant, String candidate) {
    if (granted.add(token + "/" + grant)) {
      wire.tell("granted", election, token, grant, candidate);
    }
  }

  private void end(String election, FencingToken token, GrantId grant, EndReason reason) {
    if (ended.add(token + "/" + grant)) {
      String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
      wire.tell("finished", election, token, grant, word);
    }
  }
}
