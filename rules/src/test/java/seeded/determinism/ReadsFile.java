package seeded.determinism;

import java.nio.file.Path;

abstract class ReadsFile {
  abstract Path file();
}
