/** The host around the pure coordinator: Raft node, wire protocol and client. */
@NullMarked
package dev.incumbent.cluster;

import org.jspecify.annotations.NullMarked;
