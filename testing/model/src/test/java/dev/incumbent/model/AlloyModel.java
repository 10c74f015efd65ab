package dev.incumbent.model;

import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.alloy4.ErrorWarning;
import edu.mit.csail.sdg.alloy4.Pair;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.ast.Expr;
import edu.mit.csail.sdg.ast.ExprCall;
import edu.mit.csail.sdg.ast.Func;
import edu.mit.csail.sdg.ast.VisitQueryOnce;
import edu.mit.csail.sdg.parser.CompModule;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model's file, and what Alloy says about its commands.
 *
 * <p>The solver is Alloy's default, SAT4J: pure Java, so nothing native is loaded.
 */
final class AlloyModel {
  private static final String STEPS = "Steps";
  private static final String NO_STEP = "this/nothing";

  private final Path file;
  private final CompModule module;
  private final Complaints complaints = new Complaints();

  AlloyModel(Path file) {
    this.file = file;
    this.module = CompUtil.parseEverything_fromFile(complaints, null, file.toString());
  }

  List<Command> commands() {
    return module.getAllCommands();
  }

  /** The instance or the counterexample that a command finds. */
  Optional<Trace> find(Command command) {
    A4Solution solution =
        TranslateAlloyToKodkod.execute_command(
            complaints, module.getAllReachableSigs(), command, new A4Options());
    if (!complaints.heard.isEmpty()) {
      throw new IllegalStateException(file + ": " + complaints.heard);
    }
    return solution.satisfiable()
        ? Optional.of(new Trace(solution, module.getAllSigs().makeConstList(), steps()))
        : Optional.empty();
  }

  /** The predicates that the fact {@code Steps} calls: what can happen in the model. */
  private Set<Func> steps() {
    Set<Func> called = new LinkedHashSet<>();
    VisitQueryOnce<Object> calls =
        new VisitQueryOnce<>() {
          @Override
          public Object visit(ExprCall call) {
            called.add(call.fun);
            return super.visit(call);
          }
        };
    for (Pair<String, Expr> fact : module.getAllFacts()) {
      if (fact.a.equals(STEPS)) {
        calls.visitThis(fact.b);
      }
    }
    called.removeIf(predicate -> predicate.label.equals(NO_STEP));
    return called;
  }

  /** What Alloy warns of: an expression that is always empty, say, is a mistake in the model. */
  private static final class Complaints extends A4Reporter {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void warning(ErrorWarning warning) {
      heard.add(warning.toString());
    }
  }
}
