package dev.incumbent.fencing;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Whom a fencing action is to fence, and for whom.
 *
 * @param space the election that it is about
 * @param predecessor whom to fence
 * @param successor the token of the leadership that fences
 * @param remaining the time left to the step, to the promotion and to that leadership, whichever
 *     ends first, computed anew at each call; zero when it has passed. An action asks it before
 *     every step that could hurt somebody else.
 */
public record FencingTarget(
    TokenSpace space,
    Predecessor predecessor,
    FencingToken successor,
    Supplier<Duration> remaining) {}
