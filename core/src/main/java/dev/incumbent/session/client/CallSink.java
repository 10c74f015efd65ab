package dev.incumbent.session.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;

/** Tells a user's call the answer to its change. */
record CallSink(Environment env, long call) implements Requests.Sink {
  @Override
  public void answered(OperationResult result) {
    env.act(
        result instanceof OperationResult.Failed failed
            ? new ClientAction.Fail(call, failed.failure())
            : new ClientAction.Answer(call, result));
  }

  @Override
  public void failed(Failure failure) {
    env.act(new ClientAction.Fail(call, failure));
  }
}
