/** Short programs that run as they stand. */
@NullMarked
package dev.incumbent.examples;

import org.jspecify.annotations.NullMarked;
