package dev.incumbent.cli.dev;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records what the coordinator tells its observers. After a resync it records, in their order, the
 * grants and ends that it was not told one by one, from the election's own history.
 *
 * <p>Threads: called by one at a time.
 */
public final class Witness implements ElectionObserver {
  private final HistoryFile history;
  private final Set<String> granted = new TreeSet<>();
  private final Set<String> ended = new TreeSet<>();
  private long position;

  public Witness(HistoryFile history) {
    this.history = history;
  }

  @Override
  public void resync(ElectionEvent.Position at, List<ElectionView> views) {
    for (ElectionView view : views) {
      List<ElectionView.Past> oldestFirst = new ArrayList<>(view.history());
      Collections.reverse(oldestFirst);
      for (ElectionView.Past past : oldestFirst) {
        String election = view.election().value();
        grant(election, past.token(), past.grant(), past.candidate().value());
        end(election, past.token(), past.grant(), Output.word(past.reason()));
      }
      view.holder()
          .ifPresent(
              h -> grant(view.election().value(), h.token(), h.grant(), h.candidate().value()));
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
      case ENDED -> end(election, token, grant, event.reason().map(Output::word).orElse(""));
      case JOINED, LEFT, PROMOTED, WITHDRAWN, UPDATED -> {}
    }
  }

  private void grant(String election, FencingToken token, GrantId grant, String candidate) {
    if (granted.add(token + "/" + grant)) {
      history.add(
          new HistoryEvent.Granted(
              election, ++position, token.value(), grant.toString(), candidate));
    }
  }

  private void end(String election, FencingToken token, GrantId grant, String reason) {
    if (ended.add(token + "/" + grant)) {
      history.add(
          new HistoryEvent.Ended(
              election, ++position, token.value(), grant.toString(), reason, System.nanoTime()));
    }
  }
}
