/** {@code faults}: real faults on real processes. */
@NullMarked
package dev.incumbent.cli.faults;

import org.jspecify.annotations.NullMarked;
