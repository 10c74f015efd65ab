/**
 * What nodes say to each other about the log, on plain TCP, with few hand-overs between threads.
 *
 * <pre>
 * connection := hello call*             opened by the one that asks; two to each peer
 * frame      := length:4 kind:1 call:8 body
 * hello      := "INCUMBENT-RAFT" version:1
 * call       := VOTE | APPEND | INSTALL | START_ELECTION   with the library's message as its body
 * answer     := REPLY with the library's message | FAILURE with a text, by the same number
 * </pre>
 *
 * <p>NOT guaranteed: who the peer is. Whoever reaches the address can speak as one.
 */
@NullMarked
package dev.incumbent.cluster.engine.rpc;

import org.jspecify.annotations.NullMarked;
