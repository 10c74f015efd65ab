# perl -MNoSigkill: SIGKILL has no effect, as on a process in an uninterruptible wait.
package NoSigkill;
use strict;
use warnings;

BEGIN {
    no warnings 'once';
    *CORE::GLOBAL::kill = sub (@) {
        my ($name, @processes) = @_;
        return $name eq 'KILL' ? 1 : CORE::kill($name, @processes);
    };
}

1;
