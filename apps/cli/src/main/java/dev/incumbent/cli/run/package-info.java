/**
 * What {@code run} does around the supervisor: lead, watch the deadline, pass on signals and exit
 * codes.
 */
@NullMarked
package dev.incumbent.cli.run;

import org.jspecify.annotations.NullMarked;
