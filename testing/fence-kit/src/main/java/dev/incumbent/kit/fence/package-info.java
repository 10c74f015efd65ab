/**
 * The checks that every fence must pass, whoever wrote it. Start at {@link
 * dev.incumbent.kit.fence.FenceKit}.
 */
@NullMarked
package dev.incumbent.kit.fence;

import org.jspecify.annotations.NullMarked;
