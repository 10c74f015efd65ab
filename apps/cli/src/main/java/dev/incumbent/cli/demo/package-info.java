/** The demo: real processes, real faults, a recorded history, and a verdict on it. */
@NullMarked
package dev.incumbent.cli.demo;

import org.jspecify.annotations.NullMarked;
