/** Tests of elections in real databases. */
@NullMarked
package dev.incumbent.coordinators.jdbc;

import org.jspecify.annotations.NullMarked;
