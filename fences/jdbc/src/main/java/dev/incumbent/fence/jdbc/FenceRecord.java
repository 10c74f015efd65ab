package dev.incumbent.fence.jdbc;

import dev.incumbent.fencing.TokenSpace;
import java.time.Instant;
import java.util.Optional;

/**
 * A fence row as it was read: see {@link JdbcFence} for what each field is.
 *
 * @param space whose tokens are compared with this one's
 * @param token the high-water token; 0 while nobody has claimed the scope
 * @param grant the text of the grant id that set it; empty while nobody has
 * @param claimedAt when, by the database's clock: for people only
 */
public record FenceRecord(
    String scope, TokenSpace space, long token, String grant, Optional<Instant> claimedAt) {}
