/**
 * Processes that speak to our coordinator in its own messages, without our client: it has a
 * connection a session and a thread a leadership, and what is measured here is the coordinator.
 */
@NullMarked
package dev.incumbent.cli.bench.wire;

import org.jspecify.annotations.NullMarked;
