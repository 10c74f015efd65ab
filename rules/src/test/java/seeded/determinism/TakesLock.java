package seeded.determinism;

import java.util.concurrent.locks.Lock;

abstract class TakesLock {
  abstract Lock lock();
}
