package dev.incumbent.model;

import edu.mit.csail.sdg.ast.Decl;
import edu.mit.csail.sdg.ast.Expr;
import edu.mit.csail.sdg.ast.Func;
import edu.mit.csail.sdg.ast.Sig;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.A4Tuple;
import edu.mit.csail.sdg.translator.A4TupleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Alloy found, one line a step: the step with its arguments, and what it changed.
 *
 * <p>Not shown: steps that change nothing, and what the model declares private.
 */
final class Trace {
  private final A4Solution solution;
  private final Collection<Func> predicates;
  private final List<Expr> constants = new ArrayList<>();
  private final List<Expr> variables = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /** More than one name if the state before and after fit more than one step. */
  private record Step(List<String> names, String changes) {}

  /**
   * @param predicates the model's steps
   */
  Trace(A4Solution solution, Collection<Sig> sigs, Collection<Func> predicates) {
    this.solution = solution;
    this.predicates = predicates;
    for (Sig sig : sigs) {
      if (sig.isVariable != null) {
        variables.add(sig);
      }
      for (Sig.Field field : sig.getFields()) {
        if (field.isVariable != null && field.isPrivate == null) {
          variables.add(field);
        } else if (field.isVariable == null && sig.isOne == null) {
          constants.add(field);
        }
      }
    }
    for (int state = 0; state < solution.getTraceLength(); state++) {
      String changes = changes(state);
      if (!changes.isEmpty()) {
        steps.add(new Step(names(state), changes));
      }
    }
  }

  /** The names of the steps, in order, without their arguments. */
  List<String> steps() {
    return steps.stream()
        .flatMap(step -> step.names.stream())
        .map(name -> name.replaceFirst(" .*", ""))
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Expr constant : constants) {
      text.append(
          String.format("      %s: %s%n", name(constant), String.join(", ", tuples(constant, 0))));
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      text.append(
          String.format("  %2d  %-24s %s%n", i + 1, String.join(" or ", step.names), step.changes));
    }
    return text.toString();
  }

  private List<String> names(int state) {
    List<String> names = new ArrayList<>();
    for (Func predicate : predicates) {
      if (predicate.count() > 0) {
        tuples(arguments(predicate), state).forEach(t -> names.add(name(predicate) + " " + t));
      } else if (Boolean.TRUE.equals(solution.eval(predicate.call(), state))) {
        names.add(name(predicate));
      }
    }
    return names;
  }

  /** The arguments for which it holds. */
  private static Expr arguments(Func predicate) {
    List<Decl> declarations = predicate.decls;
    Decl[] rest = declarations.subList(1, declarations.size()).toArray(new Decl[0]);
    return predicate
        .call(predicate.params().toArray(new Expr[0]))
        .comprehensionOver(declarations.get(0), rest);
  }

  private String changes(int state) {
    boolean last = state + 1 == solution.getTraceLength();
    int next = last ? solution.getLoopState() : state + 1;
    List<String> changes = new ArrayList<>();
    for (Expr variable : variables) {
      difference("-", variable, state, next, changes);
      difference("+", variable, next, state, changes);
    }
    return String.join(", ", changes);
  }

  private void difference(String sign, Expr variable, int in, int notIn, List<String> changes) {
    Set<String> tuples = tuples(variable, in);
    tuples.removeAll(tuples(variable, notIn));
    tuples.forEach(tuple -> changes.add(sign + name(variable) + " " + tuple));
  }

  private Set<String> tuples(Expr relation, int state) {
    Set<String> tuples = new TreeSet<>();
    for (A4Tuple tuple : (A4TupleSet) solution.eval(relation, state)) {
      tuples.add(
          IntStream.range(0, tuple.arity())
              .filter(i -> tuple.sig(i).isOne == null || tuple.arity() == 1)
              .mapToObj(i -> tuple.atom(i).replace("$", ""))
              .collect(Collectors.joining(" ")));
    }
    return tuples;
  }

  private static String name(Expr expression) {
    if (expression instanceof Sig.Field field) {
      return field.label;
    }
    String label = expression instanceof Func function ? function.label : ((Sig) expression).label;
    return label.substring(label.indexOf('/') + 1);
  }
}
