package dev.incumbent.session.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;

/** The sink of a request after whose answer the same follows, whatever it is. */
record AnyAnswer(Runnable then) implements Requests.Sink {
  @Override
  public void answered(OperationResult result) {
    then.run();
  }

  @Override
  public void failed(Failure failure) {
    then.run();
  }
}
