package dev.incumbent.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Observation;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Read;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Query;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads and wishes, as calls to the protocol. Threads: safe for use by any thread. */
final class SessionElections implements Elections {
  private final SessionClient client;

  SessionElections(SessionClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Read<Optional<Listed>>> find(
      ElectionName election, Freshness freshness) {
    return Answers.ask(client, new Query.Election(election), freshness)
        .thenApply(
            answer -> Answers.read(answer, Answers.page(answer).elections().stream().findFirst()));
  }

  @Override
  public CompletableFuture<Read<Page>> list(
      String prefix, String after, int limit, Freshness freshness) {
    return Answers.ask(client, new Query.Elections(prefix, after, limit), freshness)
        .thenApply(answer -> Answers.read(answer, Answers.page(answer)));
  }

  @Override
  public Observation observe(List<ElectionName> elections, ElectionObserver observer) {
    return client.observe(elections, observer);
  }

  @Override
  public CompletableFuture<FencingToken> requestHandover(ElectionName election, CandidateName to) {
    return client.change(new Operation.RequestHandover(election, to)).thenApply(Answers::noted);
  }

  @Override
  public CompletableFuture<Void> revoke(ElectionName election, FencingToken token) {
    return client.change(new Operation.Revoke(election, token)).thenAccept(done -> {});
  }

  @Override
  public CompletableFuture<Void> operate(ElectionName election, OperatorAct act) {
    return client.change(new Operation.Operate(election, act)).thenAccept(done -> {});
  }

  @Override
  public CompletableFuture<Read<Page>> notable(int limit, Freshness freshness) {
    return Answers.ask(client, new Query.Notable(limit), freshness)
        .thenApply(answer -> Answers.read(answer, Answers.page(answer)));
  }

  @Override
  public CompletableFuture<Bytes> backup() {
    return Answers.ask(client, new Query.Backup(), Freshness.LINEARIZABLE)
        .thenApply(answer -> Answers.piece(answer.answer()));
  }
}
