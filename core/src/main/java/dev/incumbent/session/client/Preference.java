package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;

/**
 * A waiting candidate's wish to lead instead of a holder of lower priority. Not for use by several
 * threads.
 *
 * <p>It asks only when it has stood for {@code after} without a break, and has seen the same
 * leadership hold for {@code interval}: so a preferred candidate that comes and goes causes at most
 * one change in each interval, whoever restarts meanwhile. All of that is counted on its own clock;
 * the coordinator compares priorities, and passes the wish on to the holder as it does an
 * operator's (S-5).
 *
 * <pre>
 * event                                     done
 * begins to wait                            asks who leads
 * a lower one holds, first seen             asks again after the longer of after and interval
 * another lower one holds than last time    asks again after interval
 * the same one still holds                  it is asked to hand over; asks again after interval
 * nobody lower holds                        asks again after interval, as at first
 * granted, or waits no more                 nothing any more
 * </pre>
 */
final class Preference {
  private final CandidacyContext context;
  private final long candidacy;
  private final Operation.Campaign campaign;
  private final Optional<PreferenceSettings> settings;
  private Optional<FencingToken> seen = Optional.empty();
  private boolean waits;
  private boolean first;
  private long round;

  Preference(
      CandidacyContext context,
      long candidacy,
      Operation.Campaign campaign,
      Optional<PreferenceSettings> settings) {
    this.context = context;
    this.candidacy = candidacy;
    this.campaign = campaign;
    this.settings = settings;
  }

  /** It stands in the queue from now on. */
  void begin() {
    if (settings.isPresent() && !waits) {
      waits = true;
      first = true;
      seen = Optional.empty();
      ask();
    }
  }

  /** It stands there no more. */
  void end() {
    waits = false;
    round++;
    context.env().timers().cancel(timer());
  }

  private void ask() {
    round++;
    context.submit(
        new Operation.Prefer(campaign.election(), campaign.candidate(), seen), new Answer(round));
  }

  private void seen(Optional<FencingToken> lower) {
    seen = lower;
    PreferenceSettings how = settings.orElseThrow();
    long wait = first ? Math.max(how.afterNanos(), how.intervalNanos()) : how.intervalNanos();
    first = false;
    context.env().after(timer(), wait, this::ask);
  }

  private Timers.Key timer() {
    return new Timers.Key(Timers.Kind.PREFERENCE, candidacy);
  }

  private final class Answer implements Requests.Sink {
    private final long ofRound;

    Answer(long ofRound) {
      this.ofRound = ofRound;
    }

    @Override
    public void answered(OperationResult result) {
      if (waits && ofRound == round) {
        seen(
            result instanceof OperationResult.Noted noted
                ? Optional.of(noted.token())
                : Optional.empty());
      }
    }

    @Override
    public void failed(Failure failure) {
      answered(new OperationResult.Done());
    }
  }
}
