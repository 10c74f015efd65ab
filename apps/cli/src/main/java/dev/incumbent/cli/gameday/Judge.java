package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the marks say about the rules that hold in every scenario. */
final class Judge {
  private Judge() {}

  static List<Ruling> judge(Survey survey, List<Mark> marks) {
    List<Ruling> rulings = new ArrayList<>();
    rulings.add(tokensGrow(survey, marks));
    rulings.add(oneEndEach(survey, marks));
    leaseRespected(survey, marks).ifPresent(rulings::add);
    return rulings;
  }

  private static Ruling tokensGrow(Survey survey, List<Mark> marks) {
    long last = survey.view().holder().map(h -> h.token().value()).orElse(0L);
    List<Long> tokens = new ArrayList<>(List.of(last));
    for (Mark mark : marks) {
      if (mark.kind() == Mark.Kind.GRANTED) {
        tokens.add(mark.token());
        if (mark.token() <= last) {
          return Ruling.of("S-1", false, "token " + mark.token() + " was granted after " + last);
        }
        last = mark.token();
      }
    }
    return Ruling.of("S-1", true, "tokens " + tokens);
  }

  /** In the coordinator's history no two leaderships overlap: each ends before the next begins. */
  private static Ruling oneEndEach(Survey survey, List<Mark> marks) {
    long held = survey.view().holder().map(h -> h.token().value()).orElse(0L);
    for (Mark mark : marks) {
      if (mark.kind() == Mark.Kind.RESYNC) {
        held = mark.token();
      } else if (mark.kind() == Mark.Kind.GRANTED && held != 0) {
        return Ruling.of(
            "C-1", false, "token " + mark.token() + " was granted while " + held + " was held");
      } else if (mark.kind() == Mark.Kind.GRANTED) {
        held = mark.token();
      } else if (mark.kind() == Mark.Kind.ENDED && held != mark.token()) {
        return Ruling.of("C-1", false, "token " + mark.token() + " ended while " + held + " held");
      } else if (mark.kind() == Mark.Kind.ENDED) {
        held = 0;
      }
    }
    return Ruling.of("C-1", true, "each leadership had its end before the next began");
  }

  /**
   * What was left of the lease before anything was done must have passed before an unconfirmed end.
   * This can convict, since it was seen later than it was; that it does not proves little.
   */
  private static Optional<Ruling> leaseRespected(Survey survey, List<Mark> marks) {
    Optional<ElectionView.Holder> holder = survey.view().holder();
    if (holder.isEmpty() || holder.get().revocation() != Revocation.AFTER_LEASE) {
      return Optional.empty();
    }
    long token = holder.get().token().value();
    return marks.stream()
        .filter(m -> m.kind() == Mark.Kind.ENDED && m.token() == token)
        .filter(m -> m.text().endsWith("expired"))
        .findFirst()
        .map(
            end -> {
              long early = survey.leaseEndNanos() - end.atNanos();
              return Ruling.of(
                  "S-2",
                  early <= 0,
                  early <= 0
                      ? "it ended " + -early / 1_000_000 + " ms after the lease first seen"
                      : "it ended " + early / 1_000_000 + " ms before the lease first seen");
            });
  }
}
