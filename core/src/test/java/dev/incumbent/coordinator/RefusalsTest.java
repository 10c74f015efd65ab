package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.put;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input and bounds: each refusal names the value and the allowed range. */
final class RefusalsTest {
  private static final StateConfig.Bounds SMALL = new StateConfig.Bounds(2, 2, 2, 2, 10, 16);

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 499, 60_001, Long.MAX_VALUE})
  void refusesATtlOutOfItsRange(long ttlMillis) {
    Rig rig = new Rig();

    Failure failure = rig.machine.state().refusesOpen(ttlMillis, "a").orElseThrow();

    assertRejected(failure, Long.toString(ttlMillis), "500 to 60000");
    assertThat(rig.apply(new Command.OpenSession(S1, ttlMillis, "a")))
        .isEqualTo(new OperationResult.Failed(failure));
    assertThat(rig.machine.state().sessionCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 60_000})
  void opensASessionAtTheEndsOfTheRange(long ttlMillis) {
    assertThat(new Rig().apply(new Command.OpenSession(S1, ttlMillis, "")))
        .isEqualTo(new OperationResult.Done());
  }

  @Test
  void refusesAClientTextThatIsTooLongOrNotOnOneLine() {
    StateView state = new Rig().machine.state();

    assertRejected(state.refusesOpen(5_000, "x".repeat(256)).orElseThrow(), "256", "0 to 255");
    assertRejected(
        state.refusesOpen(5_000, "a\nb").orElseThrow(), "a?b", "text without control characters");
    assertThat(state.refusesOpen(5_000, "x".repeat(255))).isEmpty();
  }

  @Test
  void refusesASessionBeyondTheBoundButNotOneThatIsOpen() {
    Rig rig = new Rig(StateConfig.defaults().withBounds(SMALL));
    rig.openSession(S1);
    rig.openSession(S2);

    assertRejected(Rig.failure(rig.openSession(S3)), "3", "0 to 2");
    assertThat(rig.openSession(S2)).isEqualTo(new OperationResult.Done());
    rig.expire(S1);
    assertThat(rig.openSession(S3)).isEqualTo(new OperationResult.Done());
  }

  @Test
  void refusesAnElectionBeyondTheBoundButNotACampaignInAKnownOne() {
    Rig rig = new Rig(StateConfig.defaults().withBounds(new StateConfig.Bounds(2, 1, 2, 2, 10, 8)));
    rig.openSession(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertRejected(rig.failure(S1, campaign(BILLING, ANNA)), "2", "0 to 1");
    assertThat(rig.ask(S1, campaign(ORDERS, BERT))).isEqualTo(new OperationResult.Done());
  }

  @Test
  void refusesACandidateBeyondTheBoundAndCountsTheHolder() {
    Rig rig = new Rig(StateConfig.defaults().withBounds(SMALL));
    rig.openSession(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(ORDERS, BERT));

    assertRejected(rig.failure(S1, campaign(ORDERS, CARL)), "3", "0 to 2");
    assertThat(rig.machine.state().refuses(S1, campaign(ORDERS, BERT)))
        .as("its own retry is not over the bound")
        .isEmpty();
  }

  @Test
  void refusesBadCampaigns() {
    Rig rig = Rig.open(S1);

    assertRejected(rig.failure(S1, campaign(ORDERS, ANNA, 1_001)), "1001", "-1000 to 1000");
    assertRejected(rig.failure(S1, campaign(ORDERS, ANNA, -1_001)), "-1001", "-1000 to 1000");
    assertRejected(
        rig.failure(S1, fenced(Revocation.ON_SUSPICION, List.of())),
        "ON_SUSPICION",
        "with at least 1 fence");
    assertRejected(
        rig.failure(S1, fenced(Revocation.AFTER_LEASE, List.of("a", "a"))),
        "a",
        "once a candidate");
    assertThat(rig.failure(S1, fenced(Revocation.AFTER_LEASE, List.of(" a"))).message())
        .contains("fence name ' a' begins or ends with a space");
    List<String> many = IntStream.range(0, 65).mapToObj(i -> "f" + i).toList();
    assertRejected(rig.failure(S1, fenced(Revocation.AFTER_LEASE, many)), "65", "0 to 64");
    assertRejected(rig.failure(S1, described("x".repeat(385), 0)), "385", "0 to 384");
    assertRejected(rig.failure(S1, described("a\u0000", 0)), "a?", "text without control");
    assertRejected(rig.failure(S1, described("", 4_097)), "4097", "0 to 4096");
    assertThat(rig.machine.state().electionCount()).isZero();
    assertThat(rig.ask(S1, described("x".repeat(384), 4_096)))
        .isEqualTo(new OperationResult.Done());
  }

  @Test
  void refusesMoreFencesThanANewLeaderCanClaim() {
    Rig rig = Rig.open(S1, S2);
    for (int round = 0; round < 16; round++) {
      int from = round * 64;
      List<String> fences = IntStream.range(from, from + 64).mapToObj(i -> "f" + i).toList();
      assertThat(rig.ask(S1, named("c" + round, fences))).isEqualTo(new OperationResult.Done());
      rig.apply(
          new Command.EndLeadership(ORDERS, rig.token(ORDERS), EndReason.CRASHED, rig.term()));
    }

    assertRejected(rig.failure(S2, named("new", List.of("one-more"))), "1025", "0 to 1024");
    assertThat(rig.ask(S2, named("new", List.of("f0")))).isEqualTo(new OperationResult.Done());
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"EXPIRED", "CRASHED", "SILENT", "REVOKED"})
  void refusesAReleaseForAReasonThatIsNotTheHolders(EndReason reason) {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertRejected(
        rig.failure(S1, release(ORDERS, token(1), reason)),
        reason.name(),
        "RESIGNED, HANDED_OVER, CLOSED, PROMOTION_FAILED, ABANDONED, LOST");
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void refusesBadKeysVersionsAndValues() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    GrantId grant = rig.holder(ORDERS).grant();

    assertThat(rig.failure(S1, put(ORDERS, token(1), grant, "", "v")).message())
        .contains("key is empty");
    assertThat(rig.failure(S1, put(ORDERS, token(1), grant, "k".repeat(256), "v")).allowed())
        .contains("1 to 255 bytes");
    assertRejected(
        rig.failure(S1, put(ORDERS, token(1), grant, "k", "v".repeat(65_537))),
        "65537",
        "0 to 65536");
    assertRejected(
        rig.failure(
            S1, new Operation.Put(ORDERS, token(1), grant, "k", Bytes.EMPTY, OptionalLong.of(-1))),
        "-1",
        "0 to " + Long.MAX_VALUE);
    assertRejected(
        rig.failure(S1, new Operation.Delete(ORDERS, token(1), grant, "k", OptionalLong.of(-1))),
        "-1",
        "0 to " + Long.MAX_VALUE);
    assertThat(rig.ask(S1, put(ORDERS, token(1), grant, "k", "v".repeat(65_536))))
        .isEqualTo(new OperationResult.Written(1));
  }

  @Test
  void refusesMoreKeysAndBytesThanTheStoreHolds() {
    Rig rig = new Rig(StateConfig.defaults().withBounds(SMALL));
    rig.openSession(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    GrantId grant = rig.holder(ORDERS).grant();
    rig.ask(S1, put(ORDERS, token(1), grant, "a", "12345"));
    rig.ask(S1, put(ORDERS, token(1), grant, "b", "12345"));

    assertRejected(rig.failure(S1, put(ORDERS, token(1), grant, "c", "")), "3", "0 to 2");
    assertRejected(rig.failure(S1, put(ORDERS, token(1), grant, "a", "123456")), "11", "0 to 10");
    assertThat(rig.ask(S1, put(ORDERS, token(1), grant, "a", "1234")))
        .isEqualTo(new OperationResult.Written(2));
    assertThat(rig.ask(S1, put(ORDERS, token(1), grant, "b", "123456")))
        .isEqualTo(new OperationResult.Written(2));
    rig.ask(S1, Ops.delete(ORDERS, token(1), grant, "b"));
    assertThat(rig.ask(S1, put(ORDERS, token(1), grant, "c", "654321")))
        .isEqualTo(new OperationResult.Written(3));
  }

  @Test
  void showsNoMoreOfALongValueThanAMessageShouldCarry() {
    assertThat(Results.shown("x".repeat(100))).isEqualTo("x".repeat(64) + "…");
    assertThat(Results.shown("🛡".repeat(65))).isEqualTo("🛡".repeat(64) + "…");
    assertThat(Results.shown("short")).isEqualTo("short");
  }

  @Test
  void refusesAConfigurationOutOfItsRange() {
    StateConfig defaults = StateConfig.defaults();

    assertThatThrownBy(() -> defaults.withHistoryKept(1_001))
        .hasMessage("history kept 1001 is out of range: allowed 0 to 1000");
    assertThatThrownBy(() -> defaults.withHistoryKept(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withMaxTtl(Duration.ofHours(2)))
        .hasMessage("maximum ttl in ms 7200000 is out of range: allowed 500 to 3600000");
    assertThatThrownBy(() -> new StateConfig.Bounds(2, 0, 2, 2, 10, 8))
        .hasMessageContaining("bound on elections 0 is out of range: allowed 1 to");
  }

  @Test
  void hasTheBoundsOfTheSpecificationByDefault() {
    StateConfig defaults = StateConfig.defaults();

    assertThat(defaults.historyKept()).isEqualTo(16);
    assertThat(defaults.maxTtl()).isEqualTo(Duration.ofSeconds(60));
    assertThat(defaults.bounds().sessions()).isEqualTo(100_000);
    assertThat(defaults.bounds().candidates()).isEqualTo(1_000);
    assertThat(defaults.bounds().elections()).isEqualTo(2_000_000);
    assertThat(defaults.bounds().unacknowledged()).isEqualTo(1_024);
  }

  private static void assertRejected(Failure failure, String value, String allowed) {
    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
    assertThat(failure.value()).isEqualTo(value);
    assertThat(failure.allowed()).startsWith(allowed);
    assertThat(failure.message()).contains(value, allowed);
  }

  private static Operation fenced(Revocation revocation, List<String> fences) {
    return new Operation.Campaign(ORDERS, ANNA, 0, revocation, fences, "", Bytes.EMPTY, false, 0);
  }

  private static Operation named(String candidate, List<String> fences) {
    return new Operation.Campaign(
        ORDERS,
        new CandidateName(candidate),
        0,
        Revocation.ON_SUSPICION,
        fences,
        "",
        Bytes.EMPTY,
        false,
        0);
  }

  private static Operation described(String incarnation, int metadataBytes) {
    return new Operation.Campaign(
        ORDERS,
        ANNA,
        0,
        Revocation.AFTER_LEASE,
        List.of(),
        incarnation,
        Bytes.copyOf(new byte[metadataBytes]),
        false,
        0);
  }
}
