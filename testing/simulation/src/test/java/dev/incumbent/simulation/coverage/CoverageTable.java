package dev.incumbent.simulation.coverage;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Prints what JaCoCo's report in XML says: lines and branches of each package that was reached, and
 * the methods of the pure protocol code of which no line was. {@code coverage.sh} runs it as one
 * file.
 */
final class CoverageTable {
  /** Where nothing is decided but protocol; below {@code dev/incumbent}. */
  private static final List<String> PROTOCOL =
      List.of(
          "coordinator",
          "coordinator/host",
          "coordinator/persistent",
          "lease",
          "session/client",
          "store");

  /** Counted with the lines of the method around it. */
  private static final String LAMBDA = "lambda$";

  private static final String ROOT = "dev/incumbent/";

  private CoverageTable() {}

  public static void main(String[] args) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // Its document type is a file that is not there.
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    Document report = builder.parse(Path.of(args[0]).toFile());
    lines(report).forEach(System.out::println);
  }

  static List<String> lines(Document report) {
    List<String> lines =
        new ArrayList<>(List.of("| package | lines | branches |", "|---|---|---|"));
    List<String> unreached = new ArrayList<>();
    for (Element one : children(report.getDocumentElement(), "package")) {
      String name = name(one);
      if (covered(one, "LINE") > 0) {
        lines.add("| `%s` | %s | %s |".formatted(name, share(one, "LINE"), share(one, "BRANCH")));
      }
      if (PROTOCOL.contains(name)) {
        children(one, "class").forEach(it -> unreached(it, unreached));
      }
    }
    lines.add("");
    lines.add("Methods of the protocol code that no seed reached:");
    lines.addAll(unreached);
    return lines;
  }

  private static void unreached(Element type, List<String> unreached) {
    TreeSet<String> methods = new TreeSet<>();
    for (Element method : children(type, "method")) {
      String name = method.getAttribute("name");
      if (covered(method, "METHOD") == 0 && !name.startsWith(LAMBDA)) {
        methods.add(name.equals("<init>") ? "(made)" : name);
      }
    }
    if (!methods.isEmpty()) {
      unreached.add("  " + name(type) + ": " + String.join(", ", methods));
    }
  }

  private static String name(Element element) {
    String name = element.getAttribute("name");
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  private static String share(Element of, String type) {
    long covered = covered(of, type);
    long all = covered + count(of, type, "missed");
    return all == 0
        ? "-"
        : String.format(Locale.ROOT, "%,d of %,d (%d %%)", covered, all, 100 * covered / all);
  }

  private static long covered(Element of, String type) {
    return count(of, type, "covered");
  }

  private static long count(Element of, String type, String which) {
    return children(of, "counter").stream()
        .filter(it -> it.getAttribute("type").equals(type))
        .mapToLong(it -> Long.parseLong(it.getAttribute(which)))
        .sum();
  }

  private static List<Element> children(Element of, String tag) {
    List<Element> children = new ArrayList<>();
    for (Node one = of.getFirstChild(); one != null; one = one.getNextSibling()) {
      if (one instanceof Element element && element.getTagName().equals(tag)) {
        children.add(element);
      }
    }
    return children;
  }
}
