package dev.incumbent.election;

import dev.incumbent.error.Failure;
import dev.incumbent.session.NodeView;
import java.util.Optional;

/**
 * What one node of the coordinator says of itself, or why it does not answer: exactly one of the
 * two is present.
 */
public record NodeReport(String address, Optional<NodeView> view, Optional<Failure> failure) {}
