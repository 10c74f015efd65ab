/** Real faults on real processes: the run, what it records, and how it is judged. */
@NullMarked
package dev.incumbent.faults;

import org.jspecify.annotations.NullMarked;
