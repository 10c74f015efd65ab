package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a game day was asked for.
 *
 * @param pause for how long a leader is stopped, or a node cut off; empty for what the scenario
 *     takes
 * @param headStart how much earlier a stopped leader's work goes on than what looks after it
 * @param patience how long each thing that must happen is waited for
 * @param allowance what is added to a bound for what a machine takes to notice and to answer
 * @param to the successor of a hand-over; empty for the next in the queue
 * @param node the coordinator's node to crash or to cut off, by address; empty for its leader
 * @param restart the command that starts again what a crash ended
 */
record GamedayConfig(
    ElectionName election,
    Scenario scenario,
    Slos slos,
    Optional<Duration> pause,
    Duration headStart,
    Duration patience,
    Duration allowance,
    Optional<String> to,
    Optional<String> node,
    Optional<String> restart,
    Optional<Path> html) {}
