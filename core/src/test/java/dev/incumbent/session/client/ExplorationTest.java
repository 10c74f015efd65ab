package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, the rules that hang on order hold; and it happens again. */
class ExplorationTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 300;

  /** Everything that a candidacy may do by itself, often enough to meet everything else. */
  private static final CandidacySettings CHECKED =
      new CandidacySettings(
          OptionalLong.empty(),
          true,
          1_000 * ClientRig.MILLI,
          OptionalLong.of(3_000 * ClientRig.MILLI),
          Optional.of(
              new HealthSettings(
                  300 * ClientRig.MILLI, 200 * ClientRig.MILLI, 2, 1, 500 * ClientRig.MILLI)),
          Optional.of(new PreferenceSettings(0, 1_000 * ClientRig.MILLI)));

  @Test
  void keepsTheRulesOfOrderForEverySeed() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<ClientAction> actions = explore(seed);
      try {
        checkLeaderships(actions);
        checkLeases(actions);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void oneSeedGivesOneRun() {
    assertThat(explore(42)).isEqualTo(explore(42));
    assertThat(explore(42)).isNotEqualTo(explore(43));
  }

  @Test
  void exploresWhatItIsAbout() {
    TreeSet<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < SEEDS / 5; seed++) {
      explore(seed).forEach(action -> kinds.add(action.getClass().getSimpleName()));
    }
    assertThat(kinds)
        .contains("Promote", "Lead", "Stop", "Freeze", "Ended", "LeaseLost", "LeaseMoved")
        .contains("Jeopardy", "Availability", "CheckHealth");
  }

  /** C-1, S-4, S-5 on what the host is told about each token. */
  private static void checkLeaderships(List<ClientAction> actions) {
    TreeMap<FencingToken, List<String>> byToken = new TreeMap<>();
    List<FencingToken> running = new ArrayList<>();
    for (ClientAction action : actions) {
      if (action instanceof ClientAction.Promote promote) {
        assertThat(running).as("overlap with " + promote).isEmpty();
        running.add(promote.grant().token());
        note(byToken, promote.grant().token(), "promote");
      } else if (action instanceof ClientAction.Lead lead) {
        note(byToken, lead.token(), "lead");
      } else if (action instanceof ClientAction.Ended ended) {
        running.remove(ended.token());
        note(byToken, ended.token(), "ended");
      } else if (action instanceof ClientAction.Send send) {
        noteRelease(byToken, send.message());
      }
    }
    byToken.forEach(
        (token, notes) ->
            assertThat(String.join(" ", notes))
                .as("token " + token)
                .matches("promote( lead)?( ended( release)*)?"));
  }

  private static void noteRelease(Map<FencingToken, List<String>> byToken, ClientMessage message) {
    if (message instanceof ClientMessage.Request request
        && request.operation() instanceof Operation.Release release
        && byToken.containsKey(release.token())) {
      note(byToken, release.token(), "release");
    }
  }

  private static void note(
      Map<FencingToken, List<String>> byToken, FencingToken token, String what) {
    byToken.computeIfAbsent(token, t -> new ArrayList<>()).add(what);
  }

  /** Rule 4: a generation that was lost is never moved again, and a lost one stops its holders. */
  private static void checkLeases(List<ClientAction> actions) {
    TreeSet<Long> lost = new TreeSet<>();
    TreeMap<FencingToken, Long> held = new TreeMap<>();
    TreeSet<FencingToken> toldLost = new TreeSet<>();
    for (ClientAction action : actions) {
      if (action instanceof ClientAction.LeaseMoved moved) {
        assertThat(lost).doesNotContain(moved.generation());
      } else if (action instanceof ClientAction.LeaseLost it) {
        lost.add(it.generation());
      } else if (action instanceof ClientAction.Promote promote) {
        assertThat(lost).doesNotContain(promote.grant().generation());
        held.put(promote.grant().token(), promote.grant().generation());
      } else if (action instanceof ClientAction.Lead lead) {
        assertThat(lost).as("led " + lead).doesNotContain(held.get(lead.token()));
        assertThat(toldLost).doesNotContain(lead.token());
      } else if (action instanceof ClientAction.Stop stop && stop.cause() == Cause.LOST) {
        toldLost.add(stop.token());
      }
    }
  }

  private static List<ClientAction> explore(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ClientRig rig =
        seed % 2 == 0 ? ClientRig.waiting(Revocation.ON_SUSPICION) : ClientRig.waiting(CHECKED);
    long token = 0;
    long term = 1;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(16)) {
        case 0, 1 -> rig.advance(random.nextInt(600));
        case 2 -> rig.pause(random.nextInt(6_000));
        case 3, 4 -> rig.acknowledge(node(random));
        case 5 -> rig.grant(++token);
        case 6 -> rig.tell(new ClientEvent.Claimed(1, new FencingToken(Math.max(1, token))));
        case 7 -> rig.tell(new ClientEvent.WorkReturned(1, new FencingToken(Math.max(1, token))));
        case 8 -> answerAll(rig);
        case 9 -> rig.leads(node(random), ++term);
        case 10 -> reconnect(rig, node(random));
        case 11 -> rig.event(event(random, Math.max(1, token)));
        case 12 -> rig.jumpWall(random.nextInt(400));
        case 13, 14 -> check(rig, random);
        default -> maybeGone(rig, random);
      }
    }
    return rig.done;
  }

  private static void check(ClientRig rig, SplittableRandom random) {
    long newest = rig.acted(ClientAction.CheckHealth.class).size();
    Optional<String> failure = random.nextInt(3) == 0 ? Optional.of("no") : Optional.empty();
    rig.tell(new ClientEvent.Checked(1, newest - random.nextInt(2), failure));
  }

  private static void reconnect(ClientRig rig, String node) {
    rig.disconnect(node);
    rig.advance(1_001);
    rig.welcome(node);
  }

  private static void maybeGone(ClientRig rig, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      rig.receive(node(random), new ServerMessage.SessionGone(rig.session()));
      rig.advance(1_001);
      rig.welcome(ClientRig.A);
      rig.welcome(ClientRig.B);
      rig.forgetChanges();
    }
    if (!rig.sent(ClientMessage.Open.class).isEmpty()) {
      rig.open(node(random));
    }
  }

  private static SessionEvent event(SplittableRandom random, long token) {
    FencingToken about = new FencingToken(token);
    if (random.nextBoolean()) {
      return new SessionEvent.Ended(ClientRig.ELECTION, about, EndReason.CRASHED);
    }
    return new SessionEvent.Withdrawn(ClientRig.ELECTION, about, EndReason.REVOKED);
  }

  private static void answerAll(ClientRig rig) {
    List<ClientMessage.Request> requests = rig.sent(ClientMessage.Request.class);
    int from = Math.max(0, requests.size() - 5);
    for (ClientMessage.Request request : requests.subList(from, requests.size())) {
      rig.answer(ClientRig.A, request, new OperationResult.Done());
    }
  }

  private static String node(SplittableRandom random) {
    return random.nextBoolean() ? ClientRig.A : ClientRig.B;
  }
}
