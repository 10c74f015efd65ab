# perl -MWallShift=FILE: the wall clock is off by the number of seconds that FILE holds.
package WallShift;
use strict;
use warnings;

sub import {
    my (undef, $path) = @_;
    no warnings 'once';
    *CORE::GLOBAL::syscall = sub ($@) {
        my $result = CORE::syscall($_[0], $_[1], $_[2]);
        if ($_[1] == 0 && open my $file, '<', $path) {
            my ($seconds, $nanos) = unpack 'q2', $_[2];
            $_[2] = pack 'q2', $seconds + (<$file> // 0), $nanos;
        }
        return $result;
    };
}

1;
