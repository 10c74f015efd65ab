package dev.incumbent.fence.jdbc;

/**
 * Who held the fence row while a claim waited for it.
 *
 * @param name as the database names it
 * @param ended whether the database was told to end it, and said that it will
 */
record Holder(String name, boolean ended) {}
