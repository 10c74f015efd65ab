package dev.incumbent.session.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;

/** Where an answer goes that changes nothing. */
final class Unheard implements Requests.Sink {
  @Override
  public void answered(OperationResult result) {}

  @Override
  public void failed(Failure failure) {}
}
