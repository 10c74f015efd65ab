/* Bends what one process sees of its machine, as the file $INCUMBENT_BEND says at each moment: preloaded, it shifts the
 * wall clock (and no other), and lets syncs fail or take long. It counts each time that it did, in the same file, and the
 * writes that the system refused because the disk is full. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* As Bend.java lays it out. */
struct bend {
  volatile int64_t wall_shift_millis;
  volatile int64_t failing_syncs;
  volatile int64_t sync_delay_millis;
  volatile int64_t shifted_readings;
  volatile int64_t failed_syncs;
  volatile int64_t delayed_syncs;
  volatile int64_t refused_writes;
};

static struct bend *bend;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);

__attribute__((constructor)) static void begin(void) {
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  const char *path = getenv("INCUMBENT_BEND");
  int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *mapped = mmap(NULL, sizeof *bend, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) bend = mapped;
    close(file);
  }
}

static void count(volatile int64_t *counter) { __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (!real_clock_gettime) begin();
  int result = real_clock_gettime(clock, time);
  int64_t shift = bend ? bend->wall_shift_millis : 0;
  if (result == 0 && shift != 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t nanos = time->tv_sec * INT64_C(1000000000) + time->tv_nsec + shift * 1000000;
    time->tv_sec = nanos / 1000000000;
    time->tv_nsec = nanos % 1000000000;
    count(&bend->shifted_readings);
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  if (result == 0) {
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
  }
  return result;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}

static int sync_with(int (*real)(int), int file) {
  if (bend && bend->failing_syncs) {
    count(&bend->failed_syncs);
    errno = EIO;
    return -1;
  }
  int64_t delay = bend ? bend->sync_delay_millis : 0;
  if (delay > 0) {
    struct timespec wait = {delay / 1000, delay % 1000 * 1000000};
    nanosleep(&wait, NULL);
    count(&bend->delayed_syncs);
  }
  return real(file);
}

int fsync(int file) { return sync_with(real_fsync, file); }

int fdatasync(int file) { return sync_with(real_fdatasync, file); }

static ssize_t written(ssize_t result) {
  if (result < 0 && errno == ENOSPC && bend) count(&bend->refused_writes);
  return result;
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (!real_write) begin();
  return written(real_write(file, bytes, count));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return written(real_pwrite(file, bytes, count, at));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) __attribute__((alias("pwrite")));
