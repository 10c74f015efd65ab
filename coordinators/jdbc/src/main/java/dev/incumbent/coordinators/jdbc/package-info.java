/**
 * Elections in a SQL database: one row each, changed by compare-and-set. All that counts leases is
 * in {@code dev.incumbent.store}.
 */
@NullMarked
package dev.incumbent.coordinators.jdbc;

import org.jspecify.annotations.NullMarked;
