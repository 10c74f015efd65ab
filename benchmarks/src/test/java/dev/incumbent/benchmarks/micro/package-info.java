/**
 * What lives inside one process and takes nanoseconds, measured by JMH. JMH is under the GPL with
 * the Class Path Exception: tests alone use it, and no jar has it.
 */
@NullMarked
package dev.incumbent.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
