/**
 * A fence in a SQL database, checked inside the user's own transaction. Start at {@link
 * dev.incumbent.fence.jdbc.JdbcFence}.
 */
@NullMarked
package dev.incumbent.fence.jdbc;

import org.jspecify.annotations.NullMarked;
