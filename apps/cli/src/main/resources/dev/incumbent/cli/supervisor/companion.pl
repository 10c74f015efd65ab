# The companion of `incumbent run`: starts the command in a process group of its own and kills that
# group before the lease ends, whatever has become of the wrapper (the JVM that started this
# script). It needs Linux with /proc and the modules of Debian's essential package perl-base.
#
# From the wrapper, a line each, times in nanoseconds on this script's monotonic clock:
#   arg HEX · env HEX (NAME=value)      before `start`; the bytes, in hexadecimal
#   start TERM KILL GRACE MARGIN        starts the command, unless it is TERM already (`late`)
#   deadline TERM KILL                  a renewal; never moves anything backward
#   freeze                              from now on `deadline` does nothing
#   stop                                TERM now, KILL after GRACE or at KILL, whichever is first
#   signal NAME                         sent to the group
# To the wrapper:
#   hello PID CLOCK                     CLOCK is read before the line leaves
#   late · forked PGID STARTTIME · executing · refused ERRNO TEXT
#   stopping CAUSE · killing            CAUSE: deadline, wall, stop, wrapper or leftover
#   ended exit|signal N empty|occupied · stuck PID… · broken TEXT
#
# Whenever this script wakes up, it looks at the wall clock first, then into the letter box, then
# at the deadline. So a pause of its own neither hides an expiry nor overlooks a renewal that was
# acknowledged meanwhile. Once the group has been told to stop, no renewal takes that back.
use strict;
use warnings;
use Config ();
use Errno  ();
use POSIX  ();
use Socket ();

use constant SECOND => 1_000_000_000;

# What survives SIGKILL for this long is reported as stuck.
use constant STUCK_AFTER  => 5 * SECOND;
use constant LONGEST_LINE => 1 << 20;
use constant {REALTIME => 0, MONOTONIC => 1};

die "perl without 64-bit integers\n" if length(pack 'j', 0) < 8;

# ---------------------------------------------------------------------------------------------
# Clocks. A reading is a pair (not later than, not earlier than). CLOCK_MONOTONIC is the clock of
# the JVM's System.nanoTime: as neither counts the time in which the machine was suspended, the two
# never drift apart and one handshake is enough. Suspension shows on the wall clock instead.

my %CLOCK_GETTIME = (
    x86_64      => 228,
    aarch64     => 113,
    riscv64     => 113,
    loongarch64 => 113,
    ppc64le     => 246,
    powerpc64le => 246,
    s390x       => 260,
);
my $LONG_BYTES = length pack 'l!', 0;
my ($MACHINE) = $Config::Config{archname} =~ /^([^-]+)-linux/;
my $GETTIME_CALL = syscall_number($MACHINE // '');
my $PRECISE      = is_precise();
my $TICK         = SECOND / POSIX::sysconf(POSIX::_SC_CLK_TCK());
my $FIRST_TICK   = (POSIX::times())[0];

sub syscall_number {
    my ($machine) = @_;
    return $CLOCK_GETTIME{$machine} if $LONG_BYTES == 8;
    # clock_gettime64, of one number on these.
    return $machine =~ /^(?:i[3-6]86|arm|powerpc)$/ ? 403 : undef;
}

# Whether the call really is clock_gettime here: its wall clock must be perl's own.
sub is_precise {
    my $wall = defined $GETTIME_CALL ? clock_gettime(REALTIME) : undef;
    return defined $wall && abs($wall / SECOND - time) < 2;
}

sub clock_gettime {
    my ($clock) = @_;
    my $timespec = "\0" x 16;
    return undef if syscall($GETTIME_CALL, $clock, $timespec) != 0;
    my ($seconds, $nanos) = unpack 'q2', $timespec;
    return $seconds * SECOND + $nanos;
}

sub monotonic {
    if ($PRECISE) {
        my $now = clock_gettime(MONOTONIC);
        return ($now, $now);
    }
    my $ticks = (POSIX::times())[0] - $FIRST_TICK;
    $ticks &= 0xffff_ffff if $LONG_BYTES == 4;
    return ($ticks * $TICK, ($ticks + 1) * $TICK);
}

sub wall {
    if ($PRECISE) {
        my $now = clock_gettime(REALTIME);
        return ($now, $now);
    }
    my $seconds = time;
    return ($seconds * SECOND, ($seconds + 1) * SECOND);
}

# Wall clock minus monotonic clock: the smallest seen since the last renewal, so that setting the
# wall clock back extends nothing.
my $offset;

# (time, gain): the monotonic clock, never too early, and what the wall clock gained on it since
# the last renewal. The wall clock is read between two readings of the other, so that a pause in
# here can neither invent a gain nor hide one beyond the next look.
sub look {
    my ($before) = monotonic();
    my ($wall_from, $wall_to) = wall();
    my (undef, $after) = monotonic();
    my $most = $wall_to - $before;
    $offset = $most if !defined $offset || $most < $offset;
    my $gain = $wall_from - $after - $offset;
    return ($after, $gain > 0 ? $gain : 0);
}

# The time that deadlines are compared with: it runs with whichever clock gained more.
sub now {
    my ($time, $gain) = look();
    return $time + $gain;
}

# ---------------------------------------------------------------------------------------------
# State. Times as `now` gives them.

my ($wrapper, $inbox) = (undef, '');
my $wrapper_group = getpgrp;
my (@arguments, %environment);
my ($term_at, $kill_at, $grace, $margin, $frozen);
my ($pid, $exec_status, $exec_error);    # The command: process and group id.
my ($stop_at, $killed_at);
my (@members, $terminal, $child_changed, $finished);

sub report {
    my ($line) = @_;
    # Never blocks: these few lines fit into the socket's buffer, and a lost wrapper reads none.
    syswrite $wrapper, "$line\n" if $wrapper;
}

# ---------------------------------------------------------------------------------------------
# Signals. Nothing but SIGKILL and SIGSTOP gets at this process: what is meant for the command goes
# to its group directly (terminal, supervisor) or through the wrapper, and arrives once. The command
# itself starts with what the wrapper was started with: ignored signals stay so (nohup).

my @GUARDED = grep { exists $SIG{$_} }
    qw(HUP INT QUIT PIPE ALRM TERM USR1 USR2 TSTP TTIN TTOU XCPU XFSZ VTALRM PROF IO PWR STKFLT);
my @RESTORED = grep { ($SIG{$_} // '') ne 'IGNORE' } @GUARDED, 'CHLD';

sub guard_signals {
    # The JVM blocks some signals in its threads; a child inherits that.
    POSIX::sigprocmask(POSIX::SIG_SETMASK(), POSIX::SigSet->new);
    $SIG{$_}   = 'IGNORE' for @GUARDED;
    $SIG{CHLD} = sub { $child_changed = 1 };
}

sub signal_group {
    my ($name) = @_;
    # The leader is named too, as it may have moved to another group; it is not reaped before the
    # group is empty, so neither number can have been given to somebody else.
    kill $name, -$pid;
    kill $name, $pid if getpgrp($pid) != $pid;
}

# ---------------------------------------------------------------------------------------------
# The terminal. If it is the wrapper's to give, the command's group gets the foreground, so that it
# may read and Ctrl-C reaches it. A wrapper in a pipeline leaves the terminal to the pipeline.

sub find_terminal {
    return if !-t STDIN || -p STDOUT;
    open $terminal, '<&', \*STDIN or undef $terminal;
}

sub has_terminal {
    my ($group) = @_;
    return $terminal && (POSIX::tcgetpgrp(fileno $terminal) // -1) == $group;
}

# Also after the shell's `fg`, which knows of the wrapper's group only.
sub lend_terminal {
    return if !has_terminal($wrapper_group);
    POSIX::tcsetpgrp(fileno $terminal, $pid);
    kill 'CONT', -$pid;
}

sub give_terminal_back {
    POSIX::tcsetpgrp(fileno $terminal, $wrapper_group) if $wrapper && has_terminal($pid);
}

# ---------------------------------------------------------------------------------------------
# The command.

# The child waits until the wrapper was told its process id: should this script die, the wrapper
# knows which group to kill, or the command was never started.
sub start_command {
    pipe my $go_reader, my $go or die "pipe: $!\n";
    pipe $exec_status, my $status_writer or die "pipe: $!\n";
    $pid = fork // die "fork: $!\n";
    if ($pid == 0) {
        close $go;
        become_command($go_reader, $status_writer);
    }
    POSIX::setpgid($pid, $pid);
    report("forked $pid " . (stat_of($pid))[1]);
    syswrite $go, 'x';
    detach();
}

sub become_command {
    my ($go, $status) = @_;
    POSIX::setpgid(0, 0);
    POSIX::_exit(125) if !sysread $go, my $byte, 1;
    POSIX::tcsetpgrp(fileno $terminal, $$) if has_terminal($wrapper_group);
    # A leader that stands still at Ctrl-Z helps nobody: the wrapper would not stop with it.
    @RESTORED = grep { $_ ne 'TSTP' } @RESTORED if $terminal;
    $SIG{$_} = 'DEFAULT' for @RESTORED;
    delete $ENV{PERL_BADLANG};
    @ENV{keys %environment} = values %environment;
    { no warnings 'exec'; exec { $arguments[0] } @arguments; }
    my ($number, $text) = ($! + 0, "$!");
    syswrite $status, "$number $text";
    POSIX::_exit(127);
}

# What is the command's alone (files, pipe ends, working folder) is not to be held here.
sub detach {
    open STDIN,  '<', '/dev/null';
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', '/dev/null';
    chdir '/';
    $0 = "incumbent companion of group $pid";
}

sub on_exec_status {
    sysread $exec_status, $exec_error, 512;
    close $exec_status;
    undef $exec_status;
    report(length $exec_error ? "refused $exec_error" : 'executing');
}

# (alive, start time, group) of a process; nothing if there is none. A process whose first thread
# has ended looks like a zombie while other threads live on.
sub stat_of {
    my ($process) = @_;
    open my $file, '<', "/proc/$process/stat" or return;
    local $/;
    my $text = <$file> // return;
    my @field = split ' ', substr $text, rindex($text, ')') + 2;
    return ($field[0] !~ /[ZX]/ || $field[17] > 1, $field[19], $field[2]);
}

sub is_alive {
    my ($alive) = stat_of($_[0]);
    return $alive;
}

sub members_among {
    return grep {
        my ($alive, undef, $group) = stat_of($_);
        $alive && ($group == $pid || $_ == $pid);
    } @_;
}

# Those known from the last time first: while one of them lives, there is no need to go through all.
sub live_members {
    @members = members_among(@members);
    return @members if @members;
    opendir my $processes, '/proc' or return $pid;
    return @members = members_among(grep {/^\d+$/} readdir $processes);
}

sub begin_stop {
    my ($cause, $time) = @_;
    return if defined $stop_at;
    $stop_at = $time;
    $frozen  = 1 if $cause =~ /^(?:deadline|wall|wrapper)$/;
    # A stopped process would sleep through TERM.
    signal_group($_) for qw(TERM CONT);
    report("stopping $cause");
}

sub kill_time {
    my $after_grace = $stop_at + $grace;
    return $after_grace < $kill_at ? $after_grace : $kill_at;
}

sub expire {
    my $time = now();
    begin_stop('deadline', $time) if $time >= $term_at;
    return if !defined $stop_at || defined $killed_at || $time < kill_time();
    $killed_at = $time;
    signal_group('KILL');
    report('killing');
}

# The command has ended when the whole group has. Its leader stays a zombie until then, which keeps
# its number, and so the group's, from being used again.
sub follow_command {
    undef $child_changed;
    lend_terminal() if !defined $stop_at;
    my $runs = is_alive($pid);
    return if $runs && !defined $killed_at;
    my @alive = live_members();
    return end_command() if !@alive;
    begin_stop('leftover', now());
    return if !defined $killed_at;
    signal_group('KILL');
    return if now() - $killed_at < STUCK_AFTER;
    report("stuck @alive[0 .. ($#alive < 15 ? $#alive : 15)]");
    $finished = 1;
}

sub end_command {
    on_exec_status() if $exec_status;
    give_terminal_back();
    waitpid $pid, 0;
    my $how = $? & 127 ? 'signal ' . ($? & 127) : 'exit ' . ($? >> 8);
    # What no list shows (another user's, where /proc hides those) still answers here; zombies that
    # nobody has reaped do too.
    my $empty = !kill(0, -$pid) && $!{ESRCH} || zombies_only();
    report("ended $how " . ($empty ? 'empty' : 'occupied'));
    $finished = 1;
}

sub zombies_only {
    opendir my $processes, '/proc' or return 0;
    my @left = grep { ((stat_of($_))[2] // 0) == $pid } grep {/^\d+$/} readdir $processes;
    return @left && !grep { is_alive($_) } @left;
}

# ---------------------------------------------------------------------------------------------
# The wrapper's lines.

my %ON = (
    arg => sub { push @arguments, pack 'H*', $_[0] // '' },
    env => sub {
        my ($name, $value) = split /=/, pack('H*', $_[0]), 2;
        $environment{$name} = $value;
    },
    start => sub {
        ($term_at, $kill_at, $grace, $margin) = @_;
        my ($time, $gain) = look();
        return start_command() if $time + $gain < $term_at && $gain <= $margin;
        report('late');
        $finished = 1;
    },
    deadline => sub {
        my ($term, $kill) = @_;
        return if $frozen || $kill <= $kill_at;
        ($term_at, $kill_at) = ($term, $kill);
        undef $offset;
    },
    freeze => sub { $frozen = 1 },
    stop   => sub { begin_stop('stop', now()) },
    signal => sub { signal_group($_[0]) },
);

sub read_wrapper {
    my $count = sysread $wrapper, $inbox, 1 << 16, length $inbox;
    return if !defined $count && ($!{EAGAIN} || $!{EINTR});
    lose_wrapper() if !$count || length $inbox > LONGEST_LINE;
    while (!$finished && $inbox =~ s/^(.*)\n//) {
        my ($what, @values) = split ' ', $1;
        die "line out of place: $what\n" if !$pid != ($what =~ /^(?:arg|env|start)$/);
        $ON{$what}->(@values);
    }
}

sub lose_wrapper {
    close $wrapper;
    undef $wrapper;
    $finished = 1 if !$pid;
    begin_stop('wrapper', now()) if $pid;
}

# ---------------------------------------------------------------------------------------------
# The loop.

# Seconds until something may have to be done, if nothing happens. A jump of the wall clock or a
# group's end announces itself by nothing: they are looked for.
sub patience {
    return 1 if !$pid;
    return 0 if $child_changed;
    my $next = defined $stop_at ? kill_time() : $term_at;
    my $left = ($next - now()) / SECOND;
    my $look = defined $stop_at ? 0.01 : $margin / 4 / SECOND;
    $look = 0.25 if $look > 0.25;
    $left = $look if $left > $look || defined $killed_at;
    return $left > 0 ? $left : 0;
}

sub wait_for_something {
    my ($asked, $ready) = ('', '');
    vec($asked, fileno $_, 1) = 1 for grep {$_} $wrapper, $exec_status;
    my $count = select $ready = $asked, undef, undef, patience();
    $ready = '' if $count <= 0;
    return ($wrapper && vec($ready, fileno $wrapper, 1),
        $exec_status && vec($ready, fileno $exec_status, 1));
}

sub serve {
    while (!$finished) {
        my ($from_wrapper, $from_exec) = wait_for_something();
        my ($time, $gain) = look();
        begin_stop('wall', $time + $gain) if $pid && $gain > $margin;
        read_wrapper()   if $from_wrapper;
        next             if !$pid || $finished;
        on_exec_status() if $from_exec;
        expire();
        follow_command();
    }
}

sub connect_to_wrapper {
    my ($path) = @_;
    socket $wrapper, Socket::PF_UNIX(), Socket::SOCK_STREAM(), 0 or die "socket: $!\n";
    my $connected = connect $wrapper, Socket::pack_sockaddr_un($path);
    # Everything that was in the private folder has been read.
    unlink $path, $0;
    rmdir $path =~ s{/[^/]*$}{}r;
    die "connect: $!\n" if !$connected;
    my $flags = fcntl $wrapper, POSIX::F_GETFL(), 0;
    fcntl $wrapper, POSIX::F_SETFL(), $flags | POSIX::O_NONBLOCK();
    my ($stamp) = monotonic();
    now();
    report("hello $$ $stamp");
}

sub supervise {
    my ($path) = @_;
    guard_signals();
    POSIX::setpgid(0, 0);
    find_terminal();
    connect_to_wrapper($path);
    return if eval { serve(); 1 };
    my $error = $@ =~ s/\s+/ /gr;
    signal_group('KILL') if $pid;
    report("broken $error");
    exit 1;
}

# For the wrapper, when its companion has died: kills the group that it left behind, unless its
# number is already somebody else's. Prints what is alive after at most two seconds.
sub kill_group {
    ($pid, my $start_time) = @_;
    my $leader_start = (stat_of($pid))[1];
    exit 0 if defined $leader_start && $leader_start != $start_time;
    my $until = now() + 2 * SECOND;
    my @alive;
    do {
        kill 'KILL', -$pid;
        @alive = live_members();
        select undef, undef, undef, 0.01 if @alive;
    } while (@alive && now() < $until);
    print "@alive\n";
}

my ($mode, @rest) = @ARGV;
if    ($mode eq 'supervise')  { supervise(@rest) }
elsif ($mode eq 'kill-group') { kill_group(@rest) }
elsif ($mode eq 'check') { print 'ready ', (stat_of($$))[1], "\n" }
