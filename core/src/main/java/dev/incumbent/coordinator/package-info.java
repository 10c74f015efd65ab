/** Our own coordinator's replicated state machine and the leader's session host, pure. */
@NullMarked
package dev.incumbent.coordinator;

import org.jspecify.annotations.NullMarked;
