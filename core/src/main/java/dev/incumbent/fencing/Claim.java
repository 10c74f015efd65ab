package dev.incumbent.fencing;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a new leader offers a fence: who it is, and for how long it is still valid.
 *
 * @param remaining the time left to the leadership's deadline, computed anew at each call; zero
 *     when it has passed. A fence asks it before every step that could hurt somebody else.
 */
public record Claim(
    TokenSpace space, FencingToken token, GrantId grant, Supplier<Duration> remaining) {}
