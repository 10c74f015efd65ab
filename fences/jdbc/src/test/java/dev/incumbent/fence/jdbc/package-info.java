/** Tests of the JDBC fence, against real databases. */
@NullMarked
package dev.incumbent.fence.jdbc;

import org.jspecify.annotations.NullMarked;
