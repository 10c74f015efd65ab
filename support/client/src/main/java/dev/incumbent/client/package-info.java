/**
 * The client that runs users' work while they lead: the threads around the pure protocol of {@code
 * dev.incumbent.session.client}. A coordinator adds how it is reached, as a {@link
 * dev.incumbent.client.Transport}.
 *
 * <p>Threads: one protocol thread a client renews, receives and times, and never runs user code;
 * each candidacy's claims and work run on a thread of its own, its fencing actions, health checks
 * and words of jeopardy on others, each observer on a thread of its own, and futures complete on a
 * few callback threads.
 */
@NullMarked
package dev.incumbent.client;

import org.jspecify.annotations.NullMarked;
