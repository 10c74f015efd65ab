package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.delete;
import static dev.incumbent.coordinator.Ops.put;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.Answer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The fenced key-value storage: S-3. */
final class KeyValuesTest {
  private static final GrantId OTHER_GRANT = new GrantId(9, 9);

  @Test
  void s3_writesUnderTheCurrentTokenAndGrant() {
    Rig rig = led();

    OperationResult written = write(rig, "a", "1");

    assertThat(written).isEqualTo(new OperationResult.Written(1));
    assertThat(rig.machine.state().value("a"))
        .hasValue(new Answer.Stored(Bytes.utf8("1"), 1, ORDERS, token(1)));
    assertThat(write(rig, "a", "2")).isEqualTo(new OperationResult.Written(2));
  }

  @Test
  void s3_refusesAnOlderToken() {
    Rig rig = led();
    GrantId old = rig.holder(ORDERS).grant();
    rig.ask(S1, release(ORDERS, token(1)));
    rig.ask(S2, campaign(ORDERS, BERT));

    Failure failure = rig.failure(S1, put(ORDERS, token(1), old, "a", "1"));

    assertThat(failure.code()).isEqualTo(FailureCode.STALE_TOKEN);
    assertThat(failure.value()).isEqualTo("1");
    assertThat(failure.allowed()).isEqualTo("2");
    assertThat(rig.machine.state().value("a")).isEmpty();
    assertThat(rig.failure(S1, delete(ORDERS, token(1), old, "a")).code())
        .isEqualTo(FailureCode.STALE_TOKEN);
  }

  @Test
  void s3_refusesAnEqualTokenOfAnotherGrant() {
    Rig rig = led();

    Failure failure = rig.failure(S1, put(ORDERS, token(1), OTHER_GRANT, "a", "1"));

    assertThat(failure.code()).isEqualTo(FailureCode.STALE_TOKEN);
    assertThat(failure.message())
        .contains(OTHER_GRANT.toString(), rig.holder(ORDERS).grant().toString());
  }

  @Test
  void s3_tellsAWriterAboveTheNewestGrantToStop() {
    Rig rig = led();

    Failure failure = rig.failure(S1, put(ORDERS, token(2), OTHER_GRANT, "a", "1"));

    assertThat(failure.code()).isEqualTo(FailureCode.LEADERSHIP_LOST);
    assertThat(failure.value()).isEqualTo("2");
    assertThat(failure.allowed()).isEqualTo("1");
    assertThat(failure.message()).contains("went back");
    assertThat(rig.machine.state().value("a")).isEmpty();
  }

  @Test
  void s3_refusesTheTokenOfAnotherElection() {
    Rig rig = led();
    rig.ask(S1, campaign(BILLING, ANNA));

    Failure failure = rig.failure(S1, put(BILLING, token(1), rig.holder(ORDERS).grant(), "a", "1"));

    assertThat(failure.code()).isEqualTo(FailureCode.STALE_TOKEN);
    assertThat(failure.allowed()).isEqualTo("2");
  }

  @Test
  void s3_refusesAWriteWhoseLeadershipHasEnded() {
    Rig rig = led();
    GrantId grant = rig.holder(ORDERS).grant();
    rig.ask(S1, release(ORDERS, token(1)));

    Failure failure = rig.failure(S1, put(ORDERS, token(1), grant, "a", "1"));

    assertThat(failure.code()).isEqualTo(FailureCode.LEADERSHIP_LOST);
    assertThat(failure.value()).isEqualTo("1");
  }

  @Test
  void letsAWithdrawnLeadershipWriteWhileItDrains() {
    Rig rig = led();
    rig.ask(S1, new Operation.Revoke(ORDERS, token(1)));

    assertThat(write(rig, "a", "1")).isEqualTo(new OperationResult.Written(1));
  }

  @Test
  void letsAnotherSessionWriteWithTheHoldersTokenAndGrant() {
    Rig rig = led();

    assertThat(rig.ask(S2, put(ORDERS, token(1), rig.holder(ORDERS).grant(), "a", "1")))
        .isEqualTo(new OperationResult.Written(1));
  }

  @Test
  void refusesAnElectionThatIsNotKnown() {
    Rig rig = led();

    assertThat(rig.failure(S1, put(BILLING, token(1), OTHER_GRANT, "a", "1")).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void refusesAKeyThatAnotherElectionOwnsUntilItIsDeleted() {
    Rig rig = led();
    write(rig, "a", "1");
    rig.ask(S2, campaign(BILLING, BERT));
    FencingToken token = rig.token(BILLING);
    GrantId grant = rig.holder(BILLING).grant();

    Failure failure = rig.failure(S2, put(BILLING, token, grant, "a", "2"));
    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
    assertThat(failure.message()).contains("'orders'");
    assertThat(rig.failure(S2, delete(BILLING, token, grant, "a")).code())
        .isEqualTo(FailureCode.REJECTED);

    rig.ask(S1, delete(ORDERS, token(1), rig.holder(ORDERS).grant(), "a"));
    assertThat(rig.ask(S2, put(BILLING, token, grant, "a", "2")))
        .isEqualTo(new OperationResult.Written(1));
  }

  @Test
  void comparesTheVersionBeforeItWrites() {
    Rig rig = led();
    assertThat(rig.ask(S1, putIf(rig, "a", 0))).isEqualTo(new OperationResult.Written(1));
    assertThat(rig.ask(S1, putIf(rig, "a", 1))).isEqualTo(new OperationResult.Written(2));

    Failure exists = rig.failure(S1, putIf(rig, "a", 0));
    assertThat(exists.code()).isEqualTo(FailureCode.COMPARE_FAILED);
    assertThat(exists.value()).isEqualTo("2");
    Failure absent = rig.failure(S1, putIf(rig, "b", 1));
    assertThat(absent.code()).isEqualTo(FailureCode.COMPARE_FAILED);
    assertThat(absent.value()).isEqualTo("0");
    assertThat(absent.message()).contains("does not exist");
  }

  @Test
  void deletesAKeyAndSaysWhichVersionItHad() {
    Rig rig = led();
    write(rig, "a", "1");
    GrantId grant = rig.holder(ORDERS).grant();

    Failure other =
        rig.failure(S1, new Operation.Delete(ORDERS, token(1), grant, "a", OptionalLong.of(7)));
    assertThat(other.code()).isEqualTo(FailureCode.COMPARE_FAILED);
    assertThat(rig.ask(S1, delete(ORDERS, token(1), grant, "a")))
        .isEqualTo(new OperationResult.Written(1));
    assertThat(rig.machine.state().value("a")).isEmpty();
    assertThat(rig.failure(S1, delete(ORDERS, token(1), grant, "a")).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void neverGivesAVersionOfADeletedKeyAgain() {
    Rig rig = led();
    GrantId grant = rig.holder(ORDERS).grant();
    write(rig, "a", "1");
    write(rig, "a", "2");
    rig.ask(S1, delete(ORDERS, token(1), grant, "a"));

    assertThat(write(rig, "a", "3")).isEqualTo(new OperationResult.Written(3));
    assertThat(rig.failure(S1, putIf(rig, "a", 2)).code()).isEqualTo(FailureCode.COMPARE_FAILED);
    assertThat(write(rig, "b", "1")).isEqualTo(new OperationResult.Written(3));
  }

  private static Rig led() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    return rig;
  }

  private static OperationResult write(Rig rig, String key, String value) {
    return rig.ask(S1, put(ORDERS, token(1), rig.holder(ORDERS).grant(), key, value));
  }

  private static Operation putIf(Rig rig, String key, long version) {
    return new Operation.Put(
        ORDERS,
        token(1),
        rig.holder(ORDERS).grant(),
        key,
        Bytes.utf8("v"),
        OptionalLong.of(version));
  }
}
