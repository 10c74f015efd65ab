/**
 * Local clusters of real processes, which end with the process that started them, and what is seen
 * of them.
 */
@NullMarked
package dev.incumbent.cli.dev;

import org.jspecify.annotations.NullMarked;
