package dev.incumbent.fence.actions;

import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks an HTTP service to fence the predecessor: a status from 200 to 299 means that it is fenced,
 * anything else that it may not be.
 *
 * <p>It is a POST with a JSON object that says whom to fence: {@code election}, {@code cluster},
 * {@code token}, {@code grant}, {@code session}, {@code candidate}, {@code incarnation}, {@code
 * host}, {@code pid}, {@code startMillis}, {@code podUid}, {@code successorToken}; all are strings,
 * and empty if unknown. The service goes by the incarnation and answers when it is done: 202 is an
 * answer like any other.
 *
 * <p>NOT guaranteed: that a request whose answer did not come in time had no effect. Redirects are
 * not followed.
 *
 * <p>Threads: safe for use by any thread. It gives up when its time is over.
 */
public final class HttpAction implements FencingAction {
  private static final int MAX_SHOWN_CHARS = 120;

  private final URI uri;
  private final Map<String, String> headers;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpAction(URI uri, Map<String, String> headers) {
    this.uri = uri;
    this.headers = headers;
  }

  /** A call of a service. */
  public static HttpAction post(URI uri) {
    return new HttpAction(uri, Map.of());
  }

  /** The same with one more header, such as {@code Authorization}. */
  public HttpAction withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpAction(uri, more);
  }

  @Override
  public String name() {
    return "POST " + uri;
  }

  @Override
  public void fence(FencingTarget target) throws IOException, InterruptedException {
    Duration left = target.remaining().get();
    if (left.isZero()) {
      throw new IOException("no time is left");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(left)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json(TargetFields.of(target))));
    headers.forEach(request::setHeader);
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw new IOException("status " + answer.statusCode() + ": " + shown(answer.body()));
    }
  }

  private static String shown(String body) {
    String line = body.strip();
    return line.length() <= MAX_SHOWN_CHARS ? line : line.substring(0, MAX_SHOWN_CHARS) + "…";
  }

  private static String json(Map<String, String> fields) {
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
          escape(json, value);
          json.append('"');
        });
    return json.append('}').toString();
  }

  private static void escape(StringBuilder json, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
  }
}
