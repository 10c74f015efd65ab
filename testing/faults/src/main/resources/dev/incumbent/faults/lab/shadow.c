/* Keeps, beside a process's folder $INCUMBENT_DATA, what would survive a power loss: in $INCUMBENT_SHADOW each file is
 * as it was when it was synced last, and each folder has the names that it had when it was synced last.
 *
 *   files/ID        the content of a file, by the file's identity
 *   folders/ID      the names in a folder: hard links to files/ID, symbolic links to ../folders/ID
 *   root            a symbolic link to the folder's own record
 *
 * `cp -rL root TARGET` makes the folder that a machine finds after its power came back. A name whose file was never
 * synced is an empty file there: nothing promises more. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *data, *shadow;
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void give_up(const char *what) {
  fprintf(stderr, "shadow: %s: %s\n", what, strerror(errno));
  abort();
}

/* An inode's number is given again; together with its birth it is not. */
static void record_of(int file, const char *kind, char *path) {
  struct statx info;
  if (statx(file, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &info)) give_up("statx");
  snprintf(path, PATH_MAX, "%s/%s/%llu-%lld-%u", shadow, kind, (unsigned long long)info.stx_ino,
           (long long)info.stx_btime.tv_sec, info.stx_btime.tv_nsec);
}

/* Never shortens what was synced before it has the new content: a crash of this process may come at any moment. */
static void keep_file(int file) {
  static char block[1 << 20];
  char record[PATH_MAX], self[64];
  record_of(file, "files", record);
  snprintf(self, sizeof self, "/proc/self/fd/%d", file);
  int from = open(self, O_RDONLY | O_CLOEXEC);
  int to = open(record, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (from < 0 || to < 0) give_up(record);
  off_t at = 0;
  for (ssize_t got; (got = pread(from, block, sizeof block, at)) > 0; at += got)
    if (pwrite(to, block, (size_t)got, at) != got) give_up(record);
  if (ftruncate(to, at)) give_up(record);
  close(from);
  close(to);
}

/* Gives a name in a folder's record to what the name means now. */
static void keep_name(const char *folder, const char *name, int file, int is_folder) {
  char record[PATH_MAX], link_path[PATH_MAX + NAME_MAX + 2], temporary[PATH_MAX + 16];
  struct stat meant, named;
  record_of(file, is_folder ? "folders" : "files", record);
  snprintf(link_path, sizeof link_path, "%s/%s", folder, name);
  snprintf(temporary, sizeof temporary, "%s/temporary", shadow);
  unlink(temporary);
  if (is_folder) {
    if (mkdir(record, 0700) && errno != EEXIST) give_up(record);
    if (symlink(record, temporary)) give_up(temporary);
  } else {
    int made = open(record, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0 || fstat(made, &meant)) give_up(record);
    close(made);
    if (!lstat(link_path, &named) && named.st_ino == meant.st_ino) return;
    if (link(record, temporary)) give_up(temporary);
  }
  if (rename(temporary, link_path)) give_up(link_path);
}

static void each_name(int folder, void (*visit)(const char *record, int folder, const char *name), const char *record) {
  int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *names = again < 0 ? NULL : fdopendir(again);
  if (!names) give_up("a folder");
  for (struct dirent *entry; (entry = readdir(names));)
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) visit(record, folder, entry->d_name);
  closedir(names);
}

static void add_name(const char *record, int folder, const char *name) {
  struct stat info;
  int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return; /* gone meanwhile */
  if (fstat(file, &info)) give_up(name);
  keep_name(record, name, file, S_ISDIR(info.st_mode));
  close(file);
}

static int real_folder;

static void remove_name(const char *record, int folder, const char *name) {
  (void)record;
  struct stat info;
  if (fstatat(real_folder, name, &info, AT_SYMLINK_NOFOLLOW) && errno == ENOENT) unlinkat(folder, name, 0);
}

static void keep_folder(int folder) {
  char record[PATH_MAX];
  record_of(folder, "folders", record);
  if (mkdir(record, 0700) && errno != EEXIST) give_up(record);
  each_name(folder, add_name, record);
  int kept = open(record, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (kept < 0) give_up(record);
  real_folder = folder;
  each_name(kept, remove_name, record);
  close(kept);
}

static void keep_all(const char *unused, int folder, const char *name) {
  (void)unused;
  struct stat info;
  int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0 || fstat(file, &info)) give_up(name);
  if (S_ISDIR(info.st_mode)) {
    each_name(file, keep_all, "");
    keep_folder(file);
  } else if (S_ISREG(info.st_mode)) {
    keep_file(file);
  }
  close(file);
}

/* What a process finds when it starts has been synced: nothing was lost since. */
__attribute__((constructor)) static void begin(void) {
  char path[PATH_MAX], record[PATH_MAX];
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  data = getenv("INCUMBENT_DATA");
  shadow = getenv("INCUMBENT_SHADOW");
  if (!data || !shadow) return;
  snprintf(path, sizeof path, "%s/root", shadow);
  if (!access(path, F_OK)) return;
  snprintf(record, sizeof record, "%s/files", shadow);
  mkdir(record, 0700);
  snprintf(record, sizeof record, "%s/folders", shadow);
  mkdir(record, 0700);
  keep_all("", AT_FDCWD, data);
  int folder = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) give_up(data);
  record_of(folder, "folders", record);
  close(folder);
  if (symlink(record, path)) give_up(path);
}

static int synced(int file, int result) {
  char self[64], path[PATH_MAX];
  if (result || !data || !shadow) return result;
  snprintf(self, sizeof self, "/proc/self/fd/%d", file);
  ssize_t length = readlink(self, path, sizeof path - 1);
  if (length < 0) return result;
  path[length] = 0;
  size_t prefix = strlen(data);
  struct stat info;
  if (strncmp(path, data, prefix) || (path[prefix] && path[prefix] != '/') || fstat(file, &info)) return result;
  pthread_mutex_lock(&lock);
  if (S_ISDIR(info.st_mode)) {
    keep_folder(file);
  } else {
    keep_file(file);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int file) { return synced(file, real_fsync(file)); }

int fdatasync(int file) { return synced(file, real_fdatasync(file)); }
