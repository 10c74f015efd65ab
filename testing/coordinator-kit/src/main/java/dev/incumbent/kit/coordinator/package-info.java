/**
 * The checks that every coordinator must pass, whoever wrote it. Start at {@link
 * dev.incumbent.kit.coordinator.CoordinatorKit}.
 */
@NullMarked
package dev.incumbent.kit.coordinator;

import org.jspecify.annotations.NullMarked;
