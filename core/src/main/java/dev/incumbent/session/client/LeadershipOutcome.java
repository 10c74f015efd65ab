package dev.incumbent.session.client;

import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import java.util.Optional;

/**
 * How a leadership ended, for its candidacy.
 *
 * @param finishes the candidacy is over with it: the work returned by itself, or the user left
 * @param isLoss it was taken away, rather than given back
 * @param failure why its promotion failed, if it did
 */
record LeadershipOutcome(
    EndReason reason, boolean finishes, boolean isLoss, Optional<Failure> failure) {}
