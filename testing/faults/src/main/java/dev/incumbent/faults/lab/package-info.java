/** Hosts as network namespaces, what is done to their networks and processes, and the way back. */
@NullMarked
package dev.incumbent.faults.lab;

import org.jspecify.annotations.NullMarked;
