package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Operations in few words, for tests. */
final class Ops {
  static final ElectionName ORDERS = new ElectionName("orders");
  static final ElectionName BILLING = new ElectionName("billing");
  static final ElectionName MAIL = new ElectionName("mail");
  static final CandidateName ANNA = new CandidateName("anna");
  static final CandidateName BERT = new CandidateName("bert");
  static final CandidateName CARL = new CandidateName("carl");

  private Ops() {}

  static Operation.Campaign campaign(ElectionName election, CandidateName candidate) {
    return campaign(election, candidate, 0);
  }

  static Operation.Campaign campaign(ElectionName election, CandidateName candidate, int priority) {
    return new Operation.Campaign(
        election,
        candidate,
        priority,
        Revocation.AFTER_LEASE,
        List.of(),
        "host 7 1000",
        Bytes.EMPTY,
        false,
        0);
  }

  static Operation.Campaign fenced(
      ElectionName election, CandidateName candidate, String... fences) {
    return new Operation.Campaign(
        election,
        candidate,
        0,
        Revocation.ON_SUSPICION,
        List.of(fences),
        "host 7 1000",
        Bytes.EMPTY,
        false,
        0);
  }

  static Operation.Campaign lockDelayed(
      ElectionName election, CandidateName candidate, long millis) {
    return new Operation.Campaign(
        election,
        candidate,
        0,
        Revocation.AFTER_LEASE,
        List.of("ledger"),
        "host 7 1000",
        Bytes.EMPTY,
        false,
        millis);
  }

  static Operation.RaiseFloor raiseFloor(ElectionName election, FencingToken token, long refused) {
    return new Operation.RaiseFloor(election, token, refused, "fence 'ledger'");
  }

  static Operation.Campaign ifVacant(ElectionName election, CandidateName candidate) {
    return new Operation.Campaign(
        election,
        candidate,
        0,
        Revocation.AFTER_LEASE,
        List.of(),
        "host 7 1000",
        Bytes.EMPTY,
        true,
        0);
  }

  static Operation.Release release(ElectionName election, FencingToken token) {
    return release(election, token, EndReason.RESIGNED);
  }

  static Operation.Release release(ElectionName election, FencingToken token, EndReason reason) {
    return new Operation.Release(election, token, reason, Optional.empty());
  }

  static Operation.Put put(
      ElectionName election, FencingToken token, GrantId grant, String key, String value) {
    return new Operation.Put(election, token, grant, key, Bytes.utf8(value), OptionalLong.empty());
  }

  static Operation.Delete delete(
      ElectionName election, FencingToken token, GrantId grant, String key) {
    return new Operation.Delete(election, token, grant, key, OptionalLong.empty());
  }

  static FencingToken token(long value) {
    return new FencingToken(value);
  }
}
