package dev.incumbent.cli;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bad input as data. Whoever refuses a value says one sentence, in one of two forms; programs are
 * shown its parts.
 *
 * <pre>
 * WHAT 'VALUE' …: allowed RANGE
 * WHAT VALUE is out of range: allowed RANGE        VALUE is a number, with its unit if it has one
 * </pre>
 */
final class BadInput {
  private static final String ALLOWED = " allowed ";
  private static final Pattern QUOTED = Pattern.compile("'(.*?)'");
  private static final Pattern NUMBER =
      Pattern.compile("(-?[0-9.]+(?: ms)?) (?:is out of range|is refused|leaves no room)");

  private BadInput() {}

  /** What was said, and its parts: empty where it has none. */
  static Failure of(String message) {
    int at = message.lastIndexOf(ALLOWED);
    String before = at < 0 ? message : message.substring(0, at);
    String allowed = at < 0 ? "" : message.substring(at + ALLOWED.length());
    return new Failure(FailureCode.REJECTED, message, value(before), allowed);
  }

  private static String value(String text) {
    String named = text.replaceFirst("^Invalid value for option '[^']*'", "");
    Matcher quoted = QUOTED.matcher(named);
    if (quoted.find()) {
      return quoted.group(1);
    }
    Matcher number = NUMBER.matcher(named);
    return number.find() ? number.group(1) : "";
  }
}
