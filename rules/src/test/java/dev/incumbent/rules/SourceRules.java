package dev.incumbent.rules;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What only the source shows: how long things are, and blocks that lock.
 *
 * <p>A type is counted with its documentation; an interface also without the types that it
 * declares: a closed set may lie in one file with its cases. A method is counted from brace to
 * brace. A record's components are not counted as arguments: a record is how a constructor with too
 * many of them gets its config. There is no list of exemptions.
 */
final class SourceRules extends TreePathScanner<@Nullable Void, List<String>> {
  static final int INTERFACE_LINES = 150;
  static final int TYPE_LINES = 300;
  static final int METHOD_LINES = 25;
  static final int CONSTRUCTOR_ARGUMENTS = 5;

  private static final Set<Tree.Kind> INTERFACES =
      EnumSet.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

  private final Trees trees;
  private final CompilationUnitTree unit;
  private final String source;

  private SourceRules(Trees trees, CompilationUnitTree unit) throws IOException {
    this.trees = trees;
    this.unit = unit;
    this.source = unit.getSourceFile().getCharContent(true).toString();
  }

  /** The faults of source files, by name and text, each with its place. */
  static List<String> faults(Map<String, String> sources) {
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(file(name, text)));
    DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, errors, List.of(), null, files);
    List<String> faults = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new SourceRules(Trees.instance(task), unit).scan(unit, faults);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    errors.getDiagnostics().forEach(error -> faults.add("cannot be read: " + error));
    return faults;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, List<String> faults) {
    boolean outermost = getCurrentPath().getParentPath().getLeaf() == unit;
    if (outermost) {
      check(faults, type, type.getSimpleName() + " lines", linesWithDoc(type), TYPE_LINES);
    }
    if (INTERFACES.contains(type.getKind())) {
      long own = linesWithDoc(type) - nested(type).mapToLong(this::linesWithDoc).sum();
      check(faults, type, type.getSimpleName() + " lines of its own", own, INTERFACE_LINES);
    }
    return super.visitClass(type, faults);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, List<String> faults) {
    String name = method.getName() + "()";
    if (method.getBody() != null) {
      check(faults, method, name + " lines", lines(method.getBody()), METHOD_LINES);
    }
    if (method.getReturnType() == null && !isCompact(method)) {
      int arguments = method.getParameters().size();
      check(faults, method, name + " arguments", arguments, CONSTRUCTOR_ARGUMENTS);
    }
    return super.visitMethod(method, faults);
  }

  @Override
  public @Nullable Void visitBlock(BlockTree block, List<String> faults) {
    boolean initializer = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
    if (initializer) {
      check(faults, block, "initializer lines", lines(block), METHOD_LINES);
    }
    return super.visitBlock(block, faults);
  }

  @Override
  public @Nullable Void visitSynchronized(SynchronizedTree block, List<String> faults) {
    boolean core = fileName().startsWith("core/src/main/");
    if (core && DeterminismRules.HOSTS.stream().noneMatch(this::isSourceOf)) {
      faults.add(place(block) + " locks: core decides without doing");
    }
    return super.visitSynchronized(block, faults);
  }

  private boolean isSourceOf(String type) {
    return fileName().endsWith("/" + type.replace('.', '/') + ".java");
  }

  private void check(List<String> faults, Tree tree, String what, long actual, int allowed) {
    if (actual > allowed) {
      faults.add(place(tree) + " " + what + ": " + actual + ", allowed " + allowed);
    }
  }

  private String place(Tree tree) {
    return fileName() + ":" + lineOf(start(tree));
  }

  private String fileName() {
    return unit.getSourceFile().getName().substring(1);
  }

  private static Stream<ClassTree> nested(ClassTree type) {
    return type.getMembers().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast);
  }

  private long lines(Tree tree) {
    return lineOf(end(tree)) - lineOf(start(tree)) + 1;
  }

  private long linesWithDoc(ClassTree type) {
    TreePath path = TreePath.getPath(unit, type);
    boolean documented = trees.getDocComment(path) != null;
    long start = documented ? source.lastIndexOf("/**", (int) start(type)) : start(type);
    return lineOf(end(type)) - lineOf(start) + 1;
  }

  /** A compact constructor spells no arguments out: what the parser reports are the components. */
  private boolean isCompact(MethodTree constructor) {
    ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    String head = source.substring((int) start(constructor), (int) start(constructor.getBody()));
    return !head.contains(type.getSimpleName() + "(");
  }

  private long start(Tree tree) {
    return positions().getStartPosition(unit, tree);
  }

  private long end(Tree tree) {
    return positions().getEndPosition(unit, tree);
  }

  private SourcePositions positions() {
    return trees.getSourcePositions();
  }

  private long lineOf(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
