/**
 * The client's side of the session protocol, pure: {@code (event, time) → actions}. No thread,
 * clock, lock or I/O; a host ({@code cluster.client}) and the simulation run the same code.
 *
 * <p>One type a role: {@code Links} (a stream to every node, who leads), {@code SessionProtocol}
 * (attach, open, renew, end), {@code LeaseKeeper} (the deadline), {@code Requests} (changes, once
 * each), {@code Reads}, {@code Subscriptions}, {@code CandidacyProtocol} (one candidate's standing
 * in one election). Each type's doc has its transition table.
 */
@NullMarked
package dev.incumbent.session.client;

import org.jspecify.annotations.NullMarked;
