package dev.incumbent.fence.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * What a claim learns with its first look, which is one statement where the database allows it:
 * each more is a round trip in the middle of a failover.
 *
 * @param row the committed fence row, read without a lock
 * @param session the number by which the database knows the connection's session; any if there is
 *     no row
 * @param undo the statements that undo what was set on the connection
 */
record ClaimStart(Optional<FenceRecord> row, int session, List<String> undo) {}
