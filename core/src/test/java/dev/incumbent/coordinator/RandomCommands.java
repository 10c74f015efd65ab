package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Commands drawn from a seed over few names, so that they meet: mostly sensible ones, aimed at the
 * current leaderships, and some that no client would send.
 */
final class RandomCommands {
  private static final int SESSIONS = 6;
  private static final int ELECTIONS = 4;

  private final SplittableRandom random;
  private final TreeMap<SessionId, Long> sequences = new TreeMap<>();

  RandomCommands(long seed) {
    random = new SplittableRandom(seed);
  }

  int pick(int bound) {
    return random.nextInt(bound);
  }

  long bits() {
    return random.nextLong();
  }

  static List<ElectionName> elections() {
    return IntStream.range(0, ELECTIONS).mapToObj(i -> new ElectionName("e" + i)).toList();
  }

  Command next(CoordinatorState state, long term) {
    int die = random.nextInt(100);
    if (die < 70) {
      return sequenced(state);
    } else if (die < 80) {
      return new Command.OpenSession(session(), random.nextInt(20) == 0 ? -1 : 5_000, "fuzz");
    } else if (die < 90) {
      return new Command.SessionPresent(session(), aTerm(term));
    } else if (die < 92) {
      return new Command.ExpireSession(session(), aTerm(term));
    } else if (die < 93) {
      return new Command.CloseSession(session());
    } else if (die < 97) {
      ElectionName election = election();
      return new Command.EndLeadership(election, token(state, election), reason(), aTerm(term));
    } else if (die < 99) {
      return new Command.Elapsed(delay(state), aTerm(term));
    }
    return new Command.Noop();
  }

  /** One that is running, mostly. */
  private Delay delay(CoordinatorState state) {
    List<Delay.Running> running = state.delays();
    if (running.isEmpty() || random.nextInt(10) == 0) {
      ElectionName election = election();
      return random.nextBoolean()
          ? Delay.holdOff()
          : Delay.lock(election, token(state, election).value());
    }
    return running.get(random.nextInt(running.size())).delay();
  }

  private Command sequenced(CoordinatorState state) {
    SessionId session = session();
    long newest = sequences.getOrDefault(session, 0L);
    long sequence = newest;
    if (newest == 0 || random.nextInt(10) > 0) {
      sequence = newest + 1;
      sequences.put(session, sequence);
    } else if (random.nextInt(3) == 0) {
      sequence = newest - random.nextInt(5);
    }
    long acknowledged = random.nextInt(4) == 0 ? newest - random.nextInt(4) : 0;
    return new Command.Sequenced(session, sequence, acknowledged, operation(state));
  }

  private Operation operation(CoordinatorState state) {
    ElectionName election = election();
    Optional<ElectionView.Holder> holder = state.election(election).flatMap(ElectionView::holder);
    FencingToken token = token(state, election);
    GrantId grant =
        holder
            .filter(h -> random.nextInt(10) > 0)
            .map(ElectionView.Holder::grant)
            .orElse(new GrantId(1, random.nextInt(2)));
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> campaign(election);
      case 3 -> new Operation.Cancel(election, candidate());
      case 4, 5 -> new Operation.Release(election, token, reason(), successor(), detail());
      case 6 -> new Operation.ReportPromoted(election, token);
      case 7 -> new Operation.Abandon(election, token);
      case 8 -> new Operation.RequestHandover(election, candidate());
      case 9 -> new Operation.Revoke(election, token);
      case 10 -> new Operation.Put(election, token, grant, key(), value(), ifVersion());
      case 11 -> new Operation.Operate(election, act(state, token));
      case 12 -> new Operation.RaiseFloor(election, token, refused(state, token), detail());
      case 13 -> new Operation.Prefer(election, candidate(), against(token));
      case 14 -> new Operation.UpdateMetadata(election, candidate(), value());
      default -> new Operation.Delete(election, token, grant, key(), ifVersion());
    };
  }

  private OperatorAct act(CoordinatorState state, FencingToken token) {
    return switch (random.nextInt(10)) {
      case 0 -> new OperatorAct.Pause();
      case 1, 2, 3, 4 -> new OperatorAct.Resume();
      case 5 -> new OperatorAct.RetireFence("f" + random.nextInt(5));
      case 6 -> new OperatorAct.ForgetPredecessor(token);
      case 7, 8 -> new OperatorAct.ConfirmDead(token);
      default -> new OperatorAct.RaiseFloor(state.lastToken() + random.nextInt(-2, 9));
    };
  }

  private long refused(CoordinatorState state, FencingToken token) {
    return switch (random.nextInt(4)) {
      case 0 -> token.value();
      case 1 -> state.lastToken() + Floor.MAX_RAISE + random.nextInt(3);
      default -> state.lastToken() + random.nextInt(5);
    };
  }

  private String detail() {
    return random.nextInt(20) == 0 ? "x".repeat(300) : "detail";
  }

  private Optional<FencingToken> against(FencingToken token) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(token);
  }

  private Operation campaign(ElectionName election) {
    int fences = random.nextInt(3);
    List<String> names = List.of("f1", "f2", "f3").subList(0, fences);
    return new Operation.Campaign(
        election,
        candidate(),
        random.nextInt(30) == 0 ? 5_000 : random.nextInt(3) - 1,
        random.nextBoolean() ? Revocation.AFTER_LEASE : Revocation.ON_SUSPICION,
        names,
        "incarnation",
        Bytes.utf8("m"),
        random.nextInt(8) == 0,
        random.nextInt(3) == 0 ? 1_000 : 0);
  }

  private FencingToken token(CoordinatorState state, ElectionName election) {
    long current =
        state
            .election(election)
            .flatMap(ElectionView::holder)
            .map(h -> h.token().value())
            .orElse(state.lastToken());
    long chosen = random.nextInt(10) > 0 ? current : current + random.nextInt(-3, 3);
    return new FencingToken(Math.max(1, chosen));
  }

  private long aTerm(long term) {
    return random.nextInt(10) > 0 ? term : term + random.nextInt(-2, 3);
  }

  private SessionId session() {
    return new SessionId(0, random.nextInt(SESSIONS));
  }

  private ElectionName election() {
    return new ElectionName("e" + random.nextInt(ELECTIONS));
  }

  private CandidateName candidate() {
    return new CandidateName("c" + random.nextInt(3));
  }

  private EndReason reason() {
    return List.of(EndReason.values()).get(random.nextInt(EndReason.values().length));
  }

  private Optional<Operation.Successor> successor() {
    return random.nextBoolean()
        ? Optional.of(new Operation.Successor(session(), candidate()))
        : Optional.empty();
  }

  private String key() {
    return random.nextInt(50) == 0 ? " bad" : "k" + random.nextInt(5);
  }

  private Bytes value() {
    return Bytes.copyOf(new byte[random.nextInt(50) == 0 ? 100_000 : random.nextInt(8)]);
  }

  private OptionalLong ifVersion() {
    return random.nextInt(3) == 0 ? OptionalLong.of(random.nextInt(4)) : OptionalLong.empty();
  }
}
