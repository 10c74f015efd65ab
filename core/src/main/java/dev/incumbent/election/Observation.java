package dev.incumbent.election;

/** A subscription to election events. Closing it is idempotent; no call follows its return. */
public interface Observation extends AutoCloseable {
  @Override
  void close();
}
