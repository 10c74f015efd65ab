# A job that proves until when it ran: writes "PID TIME" to a file every few milliseconds, TIME being
# the monotonic clock in nanoseconds, which is System.nanoTime's. Usage: perl job.pl FILE [OPTION…]
#   fork          has a child and a grandchild that do the same
#   ignore-term   ignores SIGTERM
#   note NAME     writes "NAME TIME" when it gets this signal, and goes on
use strict;
use warnings;

my ($path, @options) = @ARGV;
my ($machine) = qx(uname -m) =~ /^(\w+)/;
my $call = $machine eq 'x86_64' ? 228 : 113;

sub stamp {
    my $timespec = "\0" x 16;
    syscall($call, 1, $timespec) == 0 or die "clock: $!\n";
    my ($seconds, $nanos) = unpack 'q2', $timespec;
    return $seconds * 1_000_000_000 + $nanos;
}

open my $file, '>>', $path or die "$path: $!\n";
while (defined(my $option = shift @options)) {
    $SIG{TERM} = 'IGNORE' if $option eq 'ignore-term';
    fork || fork if $option eq 'fork';
    if ($option eq 'note') {
        my $name = shift @options;
        $SIG{$name} = sub { syswrite $file, "$name " . stamp() . "\n" };
    }
}
while (1) {
    syswrite $file, "$$ " . stamp() . "\n";
    select undef, undef, undef, 0.003;
}
