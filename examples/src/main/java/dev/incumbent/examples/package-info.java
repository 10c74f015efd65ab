/** Short programs that the build compiles and runs. */
@NullMarked
package dev.incumbent.examples;

import org.jspecify.annotations.NullMarked;
