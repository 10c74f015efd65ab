package dev.incumbent.fence.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.incumbent.fencing.Incarnation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service fences by its status. */
final class HttpActionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Incarnation PROCESS =
      new Incarnation("web-1", 42, Targets.START, "c0ffee", Optional.empty());

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch let = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean hangs;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/fence", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    let.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 299})
  void fencesWithASuccessfulStatusAndTellsWhomToFence(int success) throws Exception {
    status = success;

    action().withHeader("Authorization", "Bearer t").fence(Targets.of(PROCESS, LONG));

    assertThat(asked)
        .containsExactly(
            "POST Bearer t {\"candidate\":\"anna\",\"cluster\":\"c1\","
                + "\"election\":\"orders \\\"x\\\"\","
                + "\"grant\":\"00000000000000010000000000000002\",\"host\":\"web-1\","
                + "\"incarnation\":\""
                + PROCESS
                + "\",\"pid\":\"42\",\"podUid\":\"\",\"session\":\""
                + Targets.of(PROCESS, LONG).predecessor().session()
                + "\",\"startMillis\":\"1700000000123\",\"successorToken\":\"8\","
                + "\"token\":\"7\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 404, 500})
  void doesNotFenceWithAnotherStatus(int failure) {
    status = failure;

    assertThatThrownBy(() -> action().fence(Targets.of(PROCESS, LONG)))
        .isInstanceOf(IOException.class)
        .hasMessage("status " + failure + ": no such host");
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    hangs = true;

    assertThatThrownBy(() -> action().fence(Targets.of(PROCESS, Duration.ofMillis(200))))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void doesNotFenceWhenNobodyListens() {
    HttpAction action = action();
    server.stop(0);

    assertThatThrownBy(() -> action.fence(Targets.of(PROCESS, LONG)))
        .isInstanceOf(IOException.class);
  }

  private HttpAction action() {
    return HttpAction.post(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fence"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    if (hangs) {
      try {
        let.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer = status >= 300 ? "no such host\n".getBytes(StandardCharsets.UTF_8) : new byte[0];
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
