/**
 * The client of our own coordinator: the threads and streams around the pure protocol of {@code
 * dev.incumbent.session.client}.
 *
 * <p>Threads: one protocol thread a client renews, receives and times, and never runs user code;
 * gRPC's event loops only put what arrives into its inbox; each candidacy's claims and work run on
 * a thread of its own, each observer on a thread of its own, and futures complete on a few callback
 * threads.
 */
@NullMarked
package dev.incumbent.cluster.client;

import org.jspecify.annotations.NullMarked;
