package seeded.determinism;

import java.security.SecureRandom;

abstract class DrawsSecureRandom {
  abstract SecureRandom draw();
}
