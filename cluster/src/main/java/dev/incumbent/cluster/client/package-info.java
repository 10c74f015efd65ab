/**
 * The client of our own coordinator: gRPC streams to its nodes, below the client of {@code
 * dev.incumbent.client}.
 *
 * <p>Threads: gRPC's event loops only put what arrives into the inbox of the client's protocol
 * thread.
 */
@NullMarked
package dev.incumbent.cluster.client;

import org.jspecify.annotations.NullMarked;
