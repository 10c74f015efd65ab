/**
 * Clients of coordinators that are a store of records: each has a private node in its own process,
 * whose decisions are {@code dev.incumbent.store}'s, and whose calls run here.
 *
 * <p>Threads: one a client decides, and a few make the store's blocking calls.
 */
@NullMarked
package dev.incumbent.client.store;

import org.jspecify.annotations.NullMarked;
