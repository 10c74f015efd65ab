/**
 * Fencing actions that need nothing but the JDK: a command, an HTTP call, the end of a process on
 * this machine.
 */
@NullMarked
package dev.incumbent.fence.actions;

import org.jspecify.annotations.NullMarked;
