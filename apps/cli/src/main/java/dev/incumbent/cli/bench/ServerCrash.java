package dev.incumbent.cli.bench;

/**
 * A server that was killed, as by {@code kill -9}.
 *
 * @param server which, from 0
 * @param beforeNanos a time at which it still lived
 * @param afterNanos a time after the kill: whatever begins later is none of its doing
 */
record ServerCrash(int server, long beforeNanos, long afterNanos) {}
