package dev.incumbent.fence.jdbc;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A leadership without a coordinator, which this module does not see. */
final class TestLeadership implements Leadership {
  private final FencedWriter writer;
  private volatile boolean stopped;

  TestLeadership(FencedWriter writer) {
    this.writer = writer;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public ElectionName election() {
    return writer.space().election();
  }

  @Override
  public CandidateName candidate() {
    return new CandidateName("a");
  }

  @Override
  public FencingToken token() {
    return writer.token();
  }

  @Override
  public GrantId grant() {
    return writer.grant();
  }

  @Override
  public TokenSpace space() {
    return writer.space();
  }

  @Override
  public Duration remaining() {
    return writer.remaining().get();
  }

  @Override
  public boolean inJeopardy() {
    return false;
  }

  @Override
  public StopSignal stopSignal() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requireValid() {
    if (stopped) {
      throw Failure.of(FailureCode.LEADERSHIP_LOST, "told to stop").toException();
    }
  }

  @Override
  public <T> T call(Callable<T> work) throws Exception {
    requireValid();
    return work.call();
  }
}
