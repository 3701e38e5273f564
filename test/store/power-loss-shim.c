/*
 * Preloaded into a process, it keeps a journal of what is done to a store's files, so that a spec can work out what
 * a loss of power would have left of them. The files are ONRECORD_FILES and those beside it named -wal and -journal;
 * the journal is ONRECORD_JOURNAL. A record is four 64-bit words: operation, file, offset, length; a write is
 * followed by its bytes. A sync is journalled once it has succeeded, so nothing counts as durable too soon.
 * While there is a file ONRECORD_FAIL_SYNC, syncs of the store's files fail with EIO and do nothing; while there is one
 * ONRECORD_DISK_FULL, writes that would make them longer fail with ENOSPC.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATED = 1, WRITTEN, TRUNCATED, SYNCED, UNLINKED, DIRECTORY_SYNCED, SYNC_FAILED };
enum { NONE = 0, DIRECTORY = 4, MOST_FDS = 65536 };

static const char *const SUFFIXES[] = {"", "-wal", "-journal"};
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned char file_of_fd[MOST_FDS];
static int journal = -1;
static char store[4096];
static char directory[4096];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("ONRECORD_FILES");
  const char *to = getenv("ONRECORD_JOURNAL");
  if (path == NULL || to == NULL || strlen(path) >= sizeof store) return;
  strcpy(store, path);
  strcpy(directory, path);
  char *slash = strrchr(directory, '/');
  if (slash != NULL) *slash = '\0';
  journal = REAL(open)(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* 1 the database, 2 its write-ahead log, 3 its rollback journal, 4 their directory, 0 anything else. */
static int file_named(const char *path) {
  if (journal < 0 || path == NULL) return NONE;
  size_t length = strlen(store);
  if (strncmp(path, store, length) == 0)
    for (int i = 0; i < 3; i++)
      if (strcmp(path + length, SUFFIXES[i]) == 0) return i + 1;
  return strcmp(path, directory) == 0 ? DIRECTORY : NONE;
}

static int file_at(int fd) { return fd >= 0 && fd < MOST_FDS ? file_of_fd[fd] : NONE; }

static void record(uint64_t operation, int file, uint64_t offset, uint64_t length, const void *bytes) {
  uint64_t head[4] = {operation, (uint64_t)file, offset, length};
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, bytes == NULL ? 0 : length}};
  if (REAL(writev)(journal, parts, 2) < 0) abort();
}

static int opened(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
  int file = file_named(path);
  if (file == NONE) return real(path, flags, mode);
  pthread_mutex_lock(&mutex);
  int fresh = file != DIRECTORY && access(path, F_OK) != 0;
  int fd = real(path, flags, mode);
  if (fd >= 0 && fd < MOST_FDS) {
    file_of_fd[fd] = (unsigned char)file;
    if (fresh) record(CREATED, file, 0, 0, NULL);
  }
  pthread_mutex_unlock(&mutex);
  return fd;
}

#define MODE_OF(flags)                                                                                                 \
  mode_t mode = 0;                                                                                                     \
  if ((flags) & O_CREAT) {                                                                                             \
    va_list rest;                                                                                                      \
    va_start(rest, flags);                                                                                             \
    mode = va_arg(rest, mode_t);                                                                                       \
    va_end(rest);                                                                                                      \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return opened(path, flags, mode, REAL(open));
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return opened(path, flags, mode, REAL(open64));
}

int close(int fd) {
  if (fd >= 0 && fd < MOST_FDS) file_of_fd[fd] = NONE;
  return REAL(close)(fd);
}

static int is_there(const char *setting) {
  const char *flag = getenv(setting);
  return flag != NULL && access(flag, F_OK) == 0;
}

/* Whether a write would need room that a full disk has not. */
static int lacks_room(int fd, size_t length, off64_t offset) {
  struct stat64 about;
  if (!is_there("ONRECORD_DISK_FULL")) return 0;
  return fstat64(fd, &about) == 0 && offset + (off64_t)length > about.st_size;
}

static ssize_t placed(int fd, const void *bytes, size_t length, off64_t offset) {
  int file = file_at(fd);
  if (file == NONE) return REAL(pwrite64)(fd, bytes, length, offset);
  if (lacks_room(fd, length, offset)) {
    errno = ENOSPC;
    return -1;
  }
  pthread_mutex_lock(&mutex);
  ssize_t written = REAL(pwrite64)(fd, bytes, length, offset);
  if (written > 0) record(WRITTEN, file, (uint64_t)offset, (uint64_t)written, bytes);
  pthread_mutex_unlock(&mutex);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return placed(fd, bytes, length, offset); }

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return placed(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  if (file_at(fd) == NONE) return REAL(write)(fd, bytes, length);
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  ssize_t written = placed(fd, bytes, length, offset);
  if (written > 0) lseek64(fd, offset + written, SEEK_SET);
  return written;
}

int ftruncate64(int fd, off64_t length) {
  int file = file_at(fd);
  if (file == NONE) return REAL(ftruncate64)(fd, length);
  pthread_mutex_lock(&mutex);
  int failed = REAL(ftruncate64)(fd, length);
  if (!failed) record(TRUNCATED, file, (uint64_t)length, 0, NULL);
  pthread_mutex_unlock(&mutex);
  return failed;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*real)(int)) {
  int file = file_at(fd);
  if (file == NONE) return real(fd);
  pthread_mutex_lock(&mutex);
  int failing = is_there("ONRECORD_FAIL_SYNC");
  int failed = failing ? -1 : real(fd);
  record(failed ? SYNC_FAILED : file == DIRECTORY ? DIRECTORY_SYNCED : SYNCED, file, 0, 0, NULL);
  pthread_mutex_unlock(&mutex);
  if (failing) errno = EIO;
  return failed;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *path) {
  int file = file_named(path);
  if (file == NONE || file == DIRECTORY) return REAL(unlink)(path);
  pthread_mutex_lock(&mutex);
  int failed = REAL(unlink)(path);
  if (!failed) record(UNLINKED, file, 0, 0, NULL);
  pthread_mutex_unlock(&mutex);
  return failed;
}
