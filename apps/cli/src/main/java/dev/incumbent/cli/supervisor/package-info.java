/**
 * Runs a command only while leading, and kills it before the lease ends.
 *
 * <p>{@link dev.incumbent.cli.supervisor.Supervisor} starts a companion process, a small Perl
 * program that starts the command in a process group of its own, knows the deadline, and kills that
 * group when the deadline comes, even if this JVM is stopped, dead or stuck by then. The
 * companion's text, {@code companion.pl}, is a resource next to these classes and documents the
 * protocol between the two.
 */
@NullMarked
package dev.incumbent.cli.supervisor;

import org.jspecify.annotations.NullMarked;
