package seeded.arrows.election;

import java.sql.Connection;

abstract class CoreUsesSql {
  abstract Connection connection();
}
