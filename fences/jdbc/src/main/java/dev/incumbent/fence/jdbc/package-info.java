/** A fence for any JDBC database, checked in the user's own transaction. */
@NullMarked
package dev.incumbent.fence.jdbc;

import org.jspecify.annotations.NullMarked;
