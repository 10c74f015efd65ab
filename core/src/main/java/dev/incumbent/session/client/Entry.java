package dev.incumbent.session.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;

/**
 * What a candidacy enters the contest with, and what of it observers are shown by now. Not for use
 * by several threads.
 */
final class Entry {
  private final CandidacyContext context;
  private Operation.Campaign campaign;
  private Bytes shown = Bytes.EMPTY;

  Entry(CandidacyContext context, Operation.Campaign campaign) {
    this.context = context;
    this.campaign = campaign;
  }

  /** As it is entered the next time. */
  Operation.Campaign campaign() {
    return campaign;
  }

  /** It is entered now. */
  Operation.Campaign entering() {
    shown = campaign.metadata();
    return campaign;
  }

  /** The coordinator has it: what was changed meanwhile is still to be shown. */
  void entered() {
    if (!shown.equals(campaign.metadata())) {
      shown = campaign.metadata();
      context.submit(update(), new Unheard());
    }
  }

  /**
   * The user shows observers something else from now on.
   *
   * @param stands whether the coordinator has it: else it goes along when it is entered
   */
  void update(ClientEvent.UpdateMetadata event, boolean stands) {
    campaign = campaign.withMetadata(event.metadata());
    if (stands) {
      shown = event.metadata();
      context.submitForUser(update(), new CallSink(context.env(), event.call()));
    } else {
      context.env().act(new ClientAction.Answer(event.call(), new OperationResult.Done()));
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return campaign.candidate() + " in " + campaign.election();
  }

  private Operation update() {
    return new Operation.UpdateMetadata(
        campaign.election(), campaign.candidate(), campaign.metadata());
  }
}
