# The command that `incumbent run` runs under faults: perl command.pl LOG
#
# Two processes of one group append a line to LOG again and again, TOKEN PID NANOS, by the monotonic
# clock of the machine. On SIGTERM the first one ends; the second one ignores it.
use strict;
use warnings;
use Config ();

use constant MONOTONIC => 1;
use constant SECOND    => 1_000_000_000;
use constant PAUSE     => 0.02;

my %CLOCK_GETTIME = (x86_64 => 228, aarch64 => 113);
my ($machine) = $Config::Config{archname} =~ /^([^-]+)-linux/;
my $call = $CLOCK_GETTIME{$machine // ''} // die "no clock on this machine\n";

sub nanos {
    my $timespec = "\0" x 16;
    syscall($call, MONOTONIC, $timespec) == 0 or die "clock_gettime: $!\n";
    my ($seconds, $nanos) = unpack 'q2', $timespec;
    return $seconds * SECOND + $nanos;
}

open my $log, '>>', $ARGV[0] or die "$ARGV[0]: $!\n";
my $told = 0;
my $parent = fork // die "fork: $!\n";
$SIG{TERM} = $parent ? sub { $told = 1 } : 'IGNORE';
until ($told) {
    syswrite $log, "$ENV{INCUMBENT_TOKEN} $$ " . nanos() . "\n";
    select undef, undef, undef, PAUSE;
}
