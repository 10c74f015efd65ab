package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.output.Figure;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a comparison's measurements are drawn as. */
class ResultPlotTest {
  private static final Machine MACHINE = new Machine(2, "17.0.1", "Linux 6", "ext4", 0.25);

  @Test
  void drawsADotForEachMeasurementAndABarAtEachMedian() throws Exception {
    Document plot = plot(Benchmark.HANDOVER, figure(1, 2, 3, 40), figure(9));

    assertThat(shapes(plot, "circle", "ours")).hasSize(4);
    assertThat(shapes(plot, "circle", "peer")).hasSize(1);
    assertThat(shapes(plot, "line", "median")).hasSize(2);
    assertThat(texts(plot)).contains("incumbent", "peer", "n = 4", "n = 1", "2.50", "9.00");
  }

  @Test
  void liesValuesThatAreFarApartAlongALogarithmicAxis() throws Exception {
    Document plot = plot(Benchmark.HANDOVER, figure(1, 10, 100), figure(100));

    List<Double> x = shapes(plot, "circle", "ours").stream().map(e -> number(e, "cx")).toList();
    assertThat(x.get(1) - x.get(0)).isPositive().isCloseTo(x.get(2) - x.get(1), within(0.2));
    assertThat(texts(plot)).contains("ms, logarithmic");
  }

  @Test
  void showsWhatIsNotPositiveAlongAnEvenAxis() throws Exception {
    Document plot = plot(Benchmark.HANDOVER, figure(-2, 0, 2), figure(100));

    List<Double> x = shapes(plot, "circle", "ours").stream().map(e -> number(e, "cx")).toList();
    assertThat(x.get(1) - x.get(0)).isPositive().isCloseTo(x.get(2) - x.get(1), within(0.2));
    assertThat(texts(plot)).contains("ms");
  }

  @Test
  void drawsTheAimWhereThereIsOne() throws Exception {
    Document aimed = plot(Benchmark.HANDOVER, figure(1.5), figure(3));
    Element aim = shapes(aimed, "line", "aim").get(0);
    assertThat(number(aim, "x1")).isEqualTo(number(shapes(aimed, "line", "median").get(0), "x1"));

    assertThat(shapes(plot(unaimed(), figure(1), figure(3)), "line", "aim")).isEmpty();
  }

  @Test
  void keepsEveryDotWithinThePictureAndItsRow() throws Exception {
    double[] alike = new double[500];
    Arrays.fill(alike, 7);
    Document plot = plot(Benchmark.HANDOVER, figure(alike), figure(1_000_000));

    assertThat(shapes(plot, "circle", "ours"))
        .hasSize(500)
        .allSatisfy(dot -> assertThat(number(dot, "cy")).isBetween(100.0, 176.0))
        .allSatisfy(dot -> assertThat(number(dot, "cx")).isBetween(170.0, 850.0));
  }

  @Test
  void drawsOneResultTheSameEachTime() {
    assertThat(svg(Benchmark.CRASH, figure(3, 1), figure(2)))
        .isEqualTo(svg(Benchmark.CRASH, figure(1, 3), figure(2)))
        .contains("kill -9 of the leader's process");
  }

  @Test
  void marksAnAxisWithRoundValues() {
    assertThat(new PlotAxis(true, 0.9, 1_100).ticks())
        .extracting(PlotAxis::label)
        .containsExactly("1", "10", "100", "1,000");
    assertThat(new PlotAxis(false, -0.3, 1.2).ticks())
        .extracting(PlotAxis::label)
        .containsExactly("0", "0.5", "1");
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(value);
  }

  private static Benchmark unaimed() {
    Benchmark aimed = Benchmark.HANDOVER;
    return new Benchmark(
        aimed.word(),
        aimed.what(),
        Aim.none("ms", Aim.Better.LOWER),
        aimed.runs(),
        aimed.workload(),
        aimed.peerSettings());
  }

  private static String svg(Benchmark benchmark, Figure ours, Figure peers) {
    return ResultPlot.of(
        new Result(
            benchmark,
            MACHINE,
            List.of(
                new Result.Measured(new NamedSide("incumbent"), ours, List.of()),
                new Result.Measured(new NamedSide("peer"), peers, List.of()))));
  }

  private static Document plot(Benchmark benchmark, Figure ours, Figure peers) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg(benchmark, ours, peers))));
  }

  private static List<Element> shapes(Document plot, String tag, String type) {
    return elements(plot, tag).stream().filter(e -> e.getAttribute("class").equals(type)).toList();
  }

  private static List<String> texts(Document plot) {
    return elements(plot, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document plot, String tag) {
    NodeList found = plot.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static double number(Element shape, String attribute) {
    return Double.parseDouble(shape.getAttribute(attribute));
  }

  private static Figure figure(double... values) {
    Figure figure = Figure.in("ms");
    for (double value : values) {
      figure.add(value);
    }
    return figure;
  }
}
