/**
 * The production protocol code in virtual time: clients, nodes, log, storages, network and clocks
 * of one seed, every fault that the seed draws, and the invariants after every event.
 */
@NullMarked
package dev.incumbent.simulation;

import org.jspecify.annotations.NullMarked;
