package dev.incumbent.simulation.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class CoverageTableTest {
  private static final String REPORT =
      """
      <report name="r">
        <package name="dev/incumbent/store">
          <class name="dev/incumbent/store/Since">
            <method name="see"><counter type="METHOD" missed="0" covered="1"/></method>
            <method name="since"><counter type="METHOD" missed="1" covered="0"/></method>
            <method name="lambda$see$0"><counter type="METHOD" missed="1" covered="0"/></method>
          </class>
          <counter type="LINE" missed="1" covered="3"/>
          <counter type="BRANCH" missed="0" covered="2"/>
        </package>
        <package name="dev/incumbent/spi">
          <class name="dev/incumbent/spi/Coordinators">
            <method name="connect"><counter type="METHOD" missed="1" covered="0"/></method>
          </class>
          <counter type="LINE" missed="9" covered="0"/>
        </package>
      </report>
      """;

  @Test
  void showsEachReachedPackageAndTheProtocolMethodsThatNobodyReached() throws Exception {
    var report =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(REPORT)));

    assertThat(CoverageTable.lines(report))
        .containsExactly(
            "| package | lines | branches |",
            "|---|---|---|",
            "| `store` | 3 of 4 (75 %) | 2 of 2 (100 %) |",
            "",
            "Methods of the protocol code that no seed reached:",
            "  store/Since: since");
  }
}
