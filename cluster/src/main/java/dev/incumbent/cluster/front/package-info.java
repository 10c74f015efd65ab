/** The gRPC side of a node: its front port, and its streams and calls to the other nodes. */
@NullMarked
package dev.incumbent.cluster.front;

import org.jspecify.annotations.NullMarked;
