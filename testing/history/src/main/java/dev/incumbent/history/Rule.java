package dev.incumbent.history;

import java.util.List;

/** One rule of the specification, as a check of a whole history. Pure and deterministic. */
interface Rule {
  List<Violation> check(History history);
}
