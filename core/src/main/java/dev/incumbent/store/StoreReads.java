package dev.incumbent.store;

import dev.incumbent.codec.CodecException;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads, each answered from records that were read for it. One that may be stale is answered at
 * once from the record as it is known, with its age, if somebody here follows that election (S-10).
 * A list is as many reads as it has elections, each of its own moment.
 */
final class StoreReads {
  private static final int MAX_LIMIT = 1_000;

  /** How many elections are looked at for those of which an operator should know something. */
  private static final int MAX_NOTABLE_LOOKS = 1_000;

  private final Desk desk;
  private final Calls calls;
  private final Tracks tracks;
  private final NodeSelf self;

  StoreReads(Desk desk, Calls calls, Tracks tracks, NodeSelf self) {
    this.desk = desk;
    this.calls = calls;
    this.tracks = tracks;
    this.self = self;
  }

  void arrived(long connection, ClientMessage.Read read) {
    read.query().match(new Asked(connection, read));
  }

  private final class Asked implements Query.Cases<Boolean> {
    private final long connection;
    private final long id;
    private final boolean stale;

    Asked(long connection, ClientMessage.Read read) {
      this.connection = connection;
      this.id = read.id();
      this.stale = read.stale();
    }

    @Override
    public Boolean election(Query.Election query) {
      Optional<Track> known =
          tracks.find(query.name()).filter(it -> stale && it.state().isPresent());
      return known.isPresent()
          ? answerStale(known.get())
          : new Gathering(this, List.of(query.name()), false, 1, view -> true).begin();
    }

    @Override
    public Boolean elections(Query.Elections query) {
      return list(query.prefix(), query.after(), query.limit(), query.limit(), view -> true);
    }

    @Override
    public Boolean notable(Query.Notable query) {
      return list("", "", query.limit(), MAX_NOTABLE_LOOKS, StoreReads::isNotable);
    }

    @Override
    public Boolean key(Query.Key query) {
      return fail(Unoffered.storage());
    }

    @Override
    public Boolean nodeStatus(Query.NodeStatus query) {
      return answer(new Answer.Status(self.view(!desk.isOutOfReach())), 0, false);
    }

    @Override
    public Boolean backup(Query.Backup query) {
      return fail(Unoffered.backup());
    }

    private boolean list(
        String prefix, String after, int limit, int looks, Predicate<ElectionView> wanted) {
      if (limit < 1 || limit > MAX_LIMIT) {
        return fail(Failure.rejected("limit", Integer.toString(limit), "1 to " + MAX_LIMIT));
      }
      calls.list(
          prefix,
          after,
          looks,
          new Calls.Listing() {
            @Override
            public void listed(List<ElectionName> names) {
              boolean more = names.size() >= looks;
              new Gathering(Asked.this, names, more, limit, wanted).begin();
            }

            @Override
            public void failed(Failure failure) {
              fail(desk.unavailable(failure));
            }
          });
      return true;
    }

    boolean answer(Answer answer, long index, boolean linearizable) {
      desk.send(
          connection,
          new ServerMessage.ReadAnswer(id, answer, index, linearizable, OptionalLong.empty()));
      return true;
    }

    /** As it was when it was read last, at once. */
    private boolean answerStale(Track track) {
      RecordState state = track.state().orElseThrow();
      List<ElectionView> views = state.view().stream().toList();
      List<Long> leases = views.stream().map(view -> leaseLeftMillis(state)).toList();
      desk.send(
          connection,
          new ServerMessage.ReadAnswer(
              id,
              new Answer.Elections(views, leases, false),
              state.index(),
              false,
              OptionalLong.of(track.ageMillis())));
      return true;
    }

    boolean fail(Failure failure) {
      desk.send(connection, new ServerMessage.ReadFailed(id, failure));
      return false;
    }
  }

  private static boolean isNotable(ElectionView view) {
    Conditions conditions = view.conditions();
    return conditions.paused()
        || conditions.lockDelay().isPresent()
        || conditions.raises() > 0
        || conditions.failedPromotion().isPresent();
  }

  /** As it is watched here, if it is. */
  private long leaseLeftMillis(RecordState state) {
    return tracks
        .find(state.name())
        .filter(it -> it.state().flatMap(RecordState::lease).equals(state.lease()))
        .map(it -> it.leaseLeftMillis().orElse(-1))
        .orElse(-1L);
  }

  /** Reads elections, and answers once all are read, or one could not be. */
  private final class Gathering {
    private final Asked asked;
    private final List<ElectionName> names;
    private final boolean more;
    private final int limit;
    private final Predicate<ElectionView> wanted;
    private final TreeMap<ElectionName, RecordState> read = new TreeMap<>();
    private boolean failed;

    Gathering(
        Asked asked,
        List<ElectionName> names,
        boolean more,
        int limit,
        Predicate<ElectionView> wanted) {
      this.asked = asked;
      this.names = names;
      this.more = more;
      this.limit = limit;
      this.wanted = wanted;
    }

    boolean begin() {
      names.forEach(this::read);
      return names.isEmpty() ? finish() : true;
    }

    private void read(ElectionName name) {
      calls.read(
          name,
          new Calls.Reading() {
            @Override
            public void read(Optional<StoredRecord> stored) {
              try {
                wasRead(name, stored);
              } catch (CodecException e) {
                failed(Failure.of(FailureCode.UNAVAILABLE, "record '" + name + "': " + e));
              }
            }

            @Override
            public void failed(Failure failure) {
              if (!failed) {
                failed = true;
                asked.fail(desk.unavailable(failure));
              }
            }
          });
    }

    private void wasRead(ElectionName name, Optional<StoredRecord> stored) {
      read.put(
          name,
          stored
              .map(it -> RecordState.decode(name, it.body()))
              .orElseGet(() -> RecordState.none(name)));
      if (read.size() == names.size() && !failed) {
        finish();
      }
    }

    private boolean finish() {
      List<ElectionView> views = new ArrayList<>();
      List<Long> leases = new ArrayList<>();
      long index = 0;
      int found = 0;
      for (RecordState state : read.values()) {
        index = Math.max(index, state.index());
        Optional<ElectionView> view = state.view().filter(wanted);
        found += view.isPresent() ? 1 : 0;
        if (view.isPresent() && views.size() < limit) {
          views.add(view.get());
          leases.add(leaseLeftMillis(state));
        }
      }
      return asked.answer(new Answer.Elections(views, leases, more || found > limit), index, true);
    }
  }
}
