package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is named, with what is allowed, and exits with 2 before anything is contacted. */
class BadInputTest {
  private static final String GRANT = "0123456789abcdef0123456789abcdef";

  /** Nobody listens there: whoever contacts it before looking at the input fails with 3. */
  private static final String NOBODY = "incumbent://127.0.0.1:1";

  private static void assertRefused(CommandLineRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(words).doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " nightly", "nightly ", "nig\tly", "nig\u0000ly", "nig\u2028ly"})
  void refusesAnElectionNameThatBreaksTheRule(String name) {
    assertRefused(
        CommandLineRun.of("show", name, "--coordinator", NOBODY),
        "election name",
        "allowed 1 to 255 bytes");
  }

  @Test
  void refusesAnElectionNameThatIsTooLong() {
    assertRefused(
        CommandLineRun.of("show", "ä".repeat(128), "--coordinator", NOBODY),
        "has 256 bytes",
        "allowed 1 to 255 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "1.5", "9007199254740992", "99999999999999999999"})
  void refusesATokenThatIsNone(String token) {
    assertRefused(
        CommandLineRun.of(
            "put",
            "k",
            "v",
            "--election",
            "e",
            "--token=" + token,
            "--grant",
            GRANT,
            "--coordinator",
            NOBODY),
        "token '" + token + "' is refused",
        "from 1 to 9007199254740991");
  }

  @Test
  void refusesAGrantThatIsNone() {
    assertRefused(
        CommandLineRun.of("put", "k", "v", "--election", "e", "--token", "1", "--grant", "xyz"),
        "grant 'xyz'",
        "allowed 32 hexadecimal digits");
  }

  @Test
  void namesTheVariableThatRunWouldHaveSet() {
    assertRefused(
        CommandLineRun.of("put", "k", "v"), "--election is missing", "INCUMBENT_ELECTION");
  }

  @Test
  void refusesAValueOverTheBound() {
    Map<String, String> leading =
        Map.of("INCUMBENT_ELECTION", "e", "INCUMBENT_TOKEN", "1", "INCUMBENT_GRANT", GRANT);
    assertRefused(
        CommandLineRun.with(leading, "x".repeat(65_537), "put", "k", "-", "--coordinator", NOBODY),
        "value has more than 65536 bytes");
    assertRefused(
        CommandLineRun.with(leading, "", "put", "k", "x".repeat(65_537), "--coordinator", NOBODY),
        "value has 65537 bytes",
        "allowed 0 to 65536");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "s", "-1s", "5 s", "1d", "9999h"})
  void refusesADurationThatIsNone(String duration) {
    assertRefused(
        CommandLineRun.of("list", "--timeout=" + duration),
        "duration '" + duration + "'",
        "allowed");
  }

  @ParameterizedTest
  @CsvSource({"etcd://h:1,etcd", "h:1,h", "'//h:1','//h:1'"})
  void refusesAnUnknownScheme(String uri, String named) {
    assertRefused(CommandLineRun.of("list", "--coordinator", uri), named, "allowed incumbent:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "0", "9", "-1"})
  void refusesANumberOfNodesThatIsNotOneOfFour(String nodes) {
    assertRefused(
        CommandLineRun.of("dev", "--nodes=" + nodes), "--nodes " + nodes, "allowed 1, 3, 5 or 7");
  }

  @Test
  void saysWhyTwoNodesAreRefused() {
    assertRefused(CommandLineRun.of("dev", "--nodes", "2"), "two voters survive no crash");
  }

  @Test
  void refusesAGraceThatLeavesNoRoomAndShowsTheArithmetic() {
    assertRefused(
        CommandLineRun.of("run", "nightly", "--grace", "4s", "--", "true"),
        "grace 4000 ms leaves no room",
        "ttl 5000 ms × (1 − 0.01) − margin 500 ms − grace 4000 ms = 450 ms",
        "2 × renewal 1000 ms");
  }

  @Test
  void refusesATtlOutOfRange() {
    assertRefused(
        CommandLineRun.of("run", "nightly", "--ttl", "100ms", "--", "true"),
        "ttl 100 ms",
        "allowed 500 ms to 3600000 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "confirm-dead --token 1", "raise-floor --above 1"})
  void refusesAnOperatorsActOnAnElectionThatHasNoName(String command) {
    String[] arguments = (command + " --coordinator " + NOBODY).split(" ", -1);
    assertRefused(
        CommandLineRun.of(with(" x", arguments)), "election name", "begins or ends with a space");
  }

  @Test
  void refusesAnOperatorsActWithoutWhatItIsAbout() {
    assertRefused(CommandLineRun.of("confirm-dead", "e"), "--token");
    assertRefused(CommandLineRun.of("raise-floor", "e"), "--above");
    assertRefused(CommandLineRun.of("predecessor", "forget", "e"), "--token");
    assertRefused(CommandLineRun.of("fence", "retire", "e"), "FENCE");
    assertRefused(CommandLineRun.of("restore", "f"), "--data");
    assertRefused(
        CommandLineRun.of("raise-floor", "e", "--above", "0", "--coordinator", NOBODY),
        "token '0' is refused");
    assertRefused(
        CommandLineRun.of("fence", "retire", "e", " f", "--coordinator", NOBODY), "fence name");
  }

  @Test
  void refusesToRestoreAFileThatCannotBeRead() {
    assertRefused(
        CommandLineRun.of("restore", "target/no-such-file", "--data", "target/no-such-folder"),
        "target/no-such-file",
        "cannot be restored");
  }

  private static String[] with(String election, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = arguments[0];
    all[1] = election;
    System.arraycopy(arguments, 1, all, 2, arguments.length - 1);
    return all;
  }

  @Test
  void refusesBrokenClassesInAShippedJar() {
    assertRefused(CommandLineRun.of("demo", "--break", "fence"), "ships nothing that is broken");
  }

  @Test
  void refusesAnUnknownOptionAndAnUnknownCommand() {
    assertRefused(CommandLineRun.of("list", "--nope"), "--nope");
    assertRefused(CommandLineRun.of("nope"), "nope");
    assertRefused(CommandLineRun.of(), "Missing required subcommand");
  }

  @Test
  void printsErrorsAsJsonIfAsked() {
    CommandLineRun run = CommandLineRun.of("--json", "show", "", "--coordinator", NOBODY);

    assertThat(run.exitCode()).isEqualTo(2);
    JsonObject error = JsonParser.parseString(run.err()).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo("rejected");
    assertThat(error.get("message").getAsString()).contains("election name is empty");
    assertThat(error.keySet()).containsExactly("code", "message", "value", "allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "'show a\tb', a\\u0009b, '1 to 255 bytes of UTF-8, no control characters, no space at the ends'",
    "run e --ttl 100ms -- true, 100 ms, 500 ms to 3600000 ms",
    "run e --grace 4s -- true, 4000 ms, ''",
    "list --timeout 5, 5, 'a number and a unit, such as 500ms, 1.5s, 2m or 1h'",
    "list --coordinator etcd://h:1, etcd://h:1, 'incumbent:, jdbc:'",
    "revoke e --token x, x, a whole number from 1 to 9007199254740991",
    "dev --nodes 2, 2, '1, 3, 5 or 7; two voters survive no crash'",
    "run e --priority 1001 -- true, 1001, -1000 to 1000",
    "simulate --seeds 0, 0, 1 to 1000000000"
  })
  void tellsProgramsTheValueAndWhatIsAllowed(String line, String value, String allowed) {
    CommandLineRun run = CommandLineRun.of(("--json " + line).split(" ", -1));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    JsonObject error = JsonParser.parseString(run.err()).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("value").getAsString()).as(run.err()).isEqualTo(value);
    assertThat(error.get("allowed").getAsString()).as(run.err()).isEqualTo(allowed);
  }

  @Test
  void printsParseErrorsAsJsonIfAsked() {
    CommandLineRun run = CommandLineRun.of("list", "--nope", "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(JsonParser.parseString(run.err()).getAsJsonObject().has("error")).isTrue();
  }

  @Test
  void hasHelpForEachCommandAndAVersion() {
    assertThat(CommandLineRun.of("--version").out()).startsWith("incumbent ");
    String commands =
        "run dev status list show observe wait handover revoke pause resume confirm-dead"
            + " raise-floor fence predecessor put get delete backup restore completion demo";
    for (String command : commands.split(" ", -1)) {
      CommandLineRun help = CommandLineRun.of(command, "--help");
      assertThat(help.exitCode()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: incumbent " + command, "--coordinator");
    }
  }

  @Test
  void printsCompletionScripts() {
    assertThat(CommandLineRun.of("completion", "bash").out())
        .contains("complete -F _complete_incumbent");
    assertThat(CommandLineRun.of("completion", "zsh").out()).contains("bashcompinit");
    assertRefused(CommandLineRun.of("completion", "fish"), "fish");
  }

  @ParameterizedTest
  @CsvSource({
    "--priority, 1001, priority 1001 is out of range",
    "--max-tenure, 500ms, maximum tenure 500 ms is out of range",
    "--health-period, 50ms, health check period 50 ms is out of range",
    "--health-timeout, 6s, health check timeout 6000 ms is out of range",
    "--health-hold, 25h, hold time 90000000 ms is out of range",
    "--prefer-interval, 500ms, preferred once in 500 ms is out of range"
  })
  void refusesHowACandidateStandsWhenItIsOutOfRange(String option, String value, String word) {
    assertRefused(
        CommandLineRun.of(
            "run",
            "nightly",
            "--health",
            "true",
            "--prefer-after=1s",
            option + "=" + value,
            "--coordinator",
            NOBODY,
            "--",
            "true"),
        word);
  }

  @Test
  void refusesTooMuchMetadata() {
    assertRefused(
        CommandLineRun.of(
            "run",
            "nightly",
            "--metadata",
            "x".repeat(4 * 1024 + 1),
            "--coordinator",
            NOBODY,
            "--",
            "true"),
        "metadata bytes 4097 is out of range: allowed 0 to 4096");
  }
}
