package seeded;

import java.util.Map;

/** Promises an answer that a map may not have. */
final class Sample {
  private Sample() {}

  static String find(Map<String, String> answers, String question) {
    return answers.get(question);
  }
}
