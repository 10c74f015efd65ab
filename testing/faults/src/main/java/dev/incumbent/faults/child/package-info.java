/** The programs that run on the hosts beside the nodes: candidates and the witness. */
@NullMarked
package dev.incumbent.faults.child;

import org.jspecify.annotations.NullMarked;
