/**
 * The session protocol: the messages between a client and a node, and the client's side of it,
 * pure.
 */
@NullMarked
package dev.incumbent.session;

import org.jspecify.annotations.NullMarked;
