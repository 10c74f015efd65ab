/** The nouns users meet: elections, candidates, leaderships, and the reasons for which one ends. */
@NullMarked
package dev.incumbent.election;

import org.jspecify.annotations.NullMarked;
