package dev.incumbent.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.codec.CodecException;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One election in a record: who may be granted it by whose write, and its bytes. */
final class RecordStateTest {
  private static final ElectionName ELECTION = new ElectionName("orders");
  private static final SessionId ONE = new SessionId(1, 1);
  private static final SessionId TWO = new SessionId(2, 2);

  private RecordState state = RecordState.none(ELECTION);
  private long number;

  private RecordWrite write(SessionId by, boolean mayGrant, long floor, Operation... asked) {
    number++;
    RecordEntry entry =
        new RecordEntry(
            new RecordEntry.Writer(by, 2_000, "client " + by.low(), 1_000 + number),
            number,
            -number,
            floor,
            mayGrant,
            List.of(),
            List.of(),
            List.of(asked).stream()
                .map(it -> (Command) new Command.Sequenced(by, number, 0, it))
                .toList());
    RecordWrite write = state.apply(entry);
    state = write.after();
    return write;
  }

  private static Operation campaign(String candidate) {
    return new Operation.Campaign(
        ELECTION,
        new CandidateName(candidate),
        0,
        Revocation.AFTER_LEASE,
        List.of(),
        "",
        Bytes.EMPTY,
        false,
        0);
  }

  private static Operation release(long token, Optional<Operation.Successor> to) {
    return new Operation.Release(ELECTION, new FencingToken(token), EndReason.RESIGNED, to);
  }

  private Optional<SessionId> holder() {
    return state.lease().map(RecordState.Lease::session);
  }

  @Test
  void grantsToTheWriterOnly() {
    write(ONE, true, 0, campaign("a"));
    write(TWO, true, 0, campaign("b"));
    write(ONE, true, 0, release(1, Optional.empty()));
    assertThat(holder()).as("a releasing write grants to nobody else").isEmpty();
    assertThat(state.turns()).containsExactly(TWO);
    write(TWO, true, 0);
    assertThat(holder()).contains(TWO);
  }

  @Test
  void grantsNothingOutOfTurn() {
    write(ONE, true, 0, campaign("a"));
    write(TWO, true, 0, campaign("b"));
    write(ONE, true, 0, release(1, Optional.empty()));
    SessionId three = new SessionId(3, 3);
    write(three, true, 0, campaign("c"));
    assertThat(holder()).isEmpty();
    assertThat(state.turns()).containsExactly(TWO, three);
  }

  @Test
  void grantsNothingThatItMayNot() {
    write(ONE, false, 0, campaign("a"));
    assertThat(holder()).isEmpty();
    write(ONE, true, 0);
    assertThat(holder()).contains(ONE);
  }

  @Test
  void l4_reservesItForTheNamedSuccessor() {
    write(ONE, true, 0, campaign("a"));
    write(TWO, true, 0, campaign("b"));
    SessionId three = new SessionId(3, 3);
    write(three, true, 0, campaign("c"));
    CandidateName named = new CandidateName("c");
    write(ONE, true, 0, release(1, Optional.of(new Operation.Successor(three, named))));
    state = RecordState.decode(ELECTION, state.encode());
    assertThat(state.turns()).containsExactly(three, TWO);
    write(TWO, true, 0);
    assertThat(holder()).isEmpty();
    write(three, true, 0);
    assertThat(holder()).contains(three);
  }

  @Test
  void s1_grantsAboveTheFloorAndTheLastToken() {
    write(ONE, true, 41, campaign("a"));
    assertThat(state.lastToken()).isEqualTo(42);
    write(ONE, true, 7, release(42, Optional.empty()));
    assertThat(state.lastToken()).isEqualTo(42);
    write(ONE, true, 0, campaign("a"));
    assertThat(state.lastToken()).isEqualTo(43);
  }

  @Test
  void beatIsTheHoldersLastWrite() {
    write(ONE, true, 0, campaign("a"));
    write(TWO, true, 0, campaign("b"));
    long before = state.lease().orElseThrow().beat();
    write(TWO, true, 0);
    assertThat(state.lease().orElseThrow().beat()).isEqualTo(before);
    write(ONE, true, 0);
    assertThat(state.lease().orElseThrow().beat()).isEqualTo(before + 3);
  }

  @Test
  void s9_answersAgainAsItDid() {
    RecordWrite first = write(ONE, true, 0, campaign("a"));
    long asked = number;
    assertThat(first.results()).containsExactly(new OperationResult.Done());
    assertThat(state.answerTo(ONE, asked)).isEqualTo(new OperationResult.Done());
    assertThat(state.answerTo(TWO, asked)).isInstanceOf(OperationResult.Failed.class);
  }

  @Test
  void knowsItsLastWritesByName() {
    RecordState.Mark first = write(ONE, true, 0, campaign("a")).mark();
    assertThat(state.has(first)).contains(true);
    assertThat(state.has(new RecordState.Mark(first.index(), 99))).contains(false);
    assertThat(state.has(new RecordState.Mark(first.index() + 1, 99))).isEmpty();
    for (int i = 0; i < RecordState.MAX_MARKS; i++) {
      write(ONE, true, 0);
    }
    assertThat(state.has(first)).as("too long ago").isEmpty();
  }

  @Test
  void i13_keepsTheLastEventsAndSaysWhatItForgot() {
    write(ONE, true, 0, campaign("a"));
    assertThat(state.eventsAfter(0).orElseThrow())
        .extracting(ElectionEvent::kind)
        .containsExactly(ElectionEvent.Kind.JOINED, ElectionEvent.Kind.GRANTED);
    for (int i = 0; i < RecordState.MAX_EVENTS; i++) {
      write(ONE, true, 0, release(state.lastToken(), Optional.empty()));
      write(ONE, true, 0, campaign("a"));
    }
    assertThat(state.eventsAfter(0)).isEmpty();
    assertThat(state.eventsAfter(state.index() - 1).orElseThrow()).hasSize(2);
    assertThat(state.eventsAfter(state.index() + 1)).as("it went back").isEmpty();
  }

  @Test
  void forgetsWhoStandsNowhere() {
    write(ONE, true, 0, campaign("a"));
    for (int i = 10; i < 40; i++) {
      write(new SessionId(i, i), true, 0, new Operation.Cancel(ELECTION, new CandidateName("x")));
    }
    assertThat(state.knows(ONE)).isTrue();
    assertThat(state.knows(new SessionId(10, 10))).isFalse();
    assertThat(state.knows(new SessionId(39, 39))).isTrue();
  }

  @Test
  void refusesTheStorageThatItDoesNotKeep() {
    write(ONE, true, 0, campaign("a"));
    Operation put =
        new Operation.Put(
            ELECTION,
            new FencingToken(1),
            state.heldBy(ONE).orElseThrow().grant(),
            "key",
            Bytes.utf8("v"),
            OptionalLong.empty());
    assertThat(write(ONE, true, 0, put).results().get(0))
        .isInstanceOf(OperationResult.Failed.class);
  }

  @Test
  void readsWhatItWroteAndNothingElse() {
    write(ONE, true, 0, campaign("a"));
    write(TWO, true, 0, campaign("b"));
    Bytes body = state.encode();
    assertThat(RecordState.decode(ELECTION, body).encode()).isEqualTo(body);
    byte[] other = body.toArray();
    other[0] = 9;
    assertThatThrownBy(() -> RecordState.decode(ELECTION, Bytes.copyOf(other)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("9");
    byte[] torn = body.toArray();
    torn[torn.length - 1]++;
    assertThatThrownBy(() -> RecordState.decode(ELECTION, Bytes.copyOf(torn)))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> RecordState.decode(ELECTION, Bytes.EMPTY))
        .isInstanceOf(CodecException.class);
  }
}
