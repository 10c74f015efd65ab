package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class AskedTest {
  private final Queue<CompletableFuture<String>> answers = new ConcurrentLinkedQueue<>();

  @Test
  void asksAgainWhileNobodyLeads() throws InterruptedException {
    answers.add(failed(FailureCode.NOT_LEADER));
    answers.add(failed(FailureCode.NO_QUORUM));
    answers.add(failed(FailureCode.UNAVAILABLE));
    answers.add(CompletableFuture.completedFuture("yes"));

    String answer = Asked.await(answers::remove);

    assertThat(answer).isEqualTo("yes");
  }

  @Test
  void doesNotAskAgainWhenItMayHaveBeenDone() {
    answers.add(failed(FailureCode.OUTCOME_UNKNOWN));

    assertThatThrownBy(() -> Asked.await(answers::remove)).isInstanceOf(CompletionException.class);
  }

  private static CompletableFuture<String> failed(FailureCode code) {
    return CompletableFuture.failedFuture(new IncumbentException(Failure.of(code, "no")));
  }
}
