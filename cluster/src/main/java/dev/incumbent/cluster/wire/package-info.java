/**
 * What client and node share of the transport: the gRPC service that carries our own messages as
 * bytes.
 */
@NullMarked
package dev.incumbent.cluster.wire;

import org.jspecify.annotations.NullMarked;
