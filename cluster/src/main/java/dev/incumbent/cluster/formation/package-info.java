/** How a cluster is formed once, and how a node is let back in: S-11, decided without doing. */
@NullMarked
package dev.incumbent.cluster.formation;

import org.jspecify.annotations.NullMarked;
