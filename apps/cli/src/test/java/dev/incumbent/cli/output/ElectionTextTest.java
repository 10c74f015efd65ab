package dev.incumbent.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Metadata reaches people wherever an election is shown. */
final class ElectionTextTest {
  private static final ElectionName ELECTION = new ElectionName("orders");
  private static final SessionId SESSION = new SessionId(1, 2);

  @Test
  void showsTheAddressOfTheHolderAndOfThoseThatWait() {
    Elections.Listed listed = new Elections.Listed(view(Bytes.utf8("10.0.0.7:80")), -1);

    assertThat(ElectionText.line(listed)).contains("led by anna with token 7 as 10.0.0.7:80");
    assertThat(ElectionText.full(listed))
        .contains("shown      as 10.0.0.7:80\n")
        .contains("bert  priority 5")
        .contains("as 10.0.0.8:80\n");
  }

  @Test
  void showsTheLengthOfWhatIsNoShortText() {
    Bytes binary = Bytes.copyOf(new byte[] {(byte) 0xff, 1});

    assertThat(ElectionText.line(new Elections.Listed(view(binary), -1))).contains("as 2 bytes");
    assertThat(ElectionText.line(new Elections.Listed(view(Bytes.utf8("x".repeat(201))), -1)))
        .contains("as 201 bytes");
    assertThat(ElectionText.line(new Elections.Listed(view(Bytes.EMPTY), -1)))
        .doesNotContain(" as ");
  }

  @Test
  void showsItWithTheEventsThatCarryIt() {
    assertThat(ElectionText.event(event(ElectionEvent.Kind.UPDATED)))
        .isEqualTo("orders  anna is shown as 10.0.0.7:80");
    assertThat(ElectionText.event(event(ElectionEvent.Kind.JOINED)))
        .isEqualTo("orders  anna waits as 10.0.0.7:80");
    assertThat(Json.event(event(ElectionEvent.Kind.UPDATED)).get("metadata").getAsString())
        .isEqualTo("10.0.0.7:80");
    assertThat(Json.event(event(ElectionEvent.Kind.UPDATED)).get("event").getAsString())
        .isEqualTo("updated");
  }

  private static ElectionEvent event(ElectionEvent.Kind kind) {
    return new ElectionEvent(
        new ElectionEvent.Position(1, 0),
        ELECTION,
        kind,
        new CandidateName("anna"),
        SESSION,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Bytes.utf8("10.0.0.7:80"));
  }

  private static ElectionView view(Bytes metadata) {
    return new ElectionView(
        ELECTION,
        Optional.of(
            new ElectionView.Holder(
                SESSION,
                new CandidateName("anna"),
                "web-1/7/1000/c0ffee",
                metadata,
                new FencingToken(7),
                new GrantId(1, 2),
                Revocation.AFTER_LEASE,
                true,
                Optional.empty(),
                1_700_000_000_000L,
                5_000)),
        List.of(
            new ElectionView.Waiting(
                SESSION,
                new CandidateName("bert"),
                "web-2/7/1000/c0ffee",
                Bytes.utf8("10.0.0.8:80"),
                5)),
        List.of());
  }
}
