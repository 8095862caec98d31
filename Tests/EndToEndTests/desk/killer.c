/* Kills the process at one of its writes to a file: which one, LISTINO_KILL_AT says. With LISTINO_KILL_HALF a write is
 * half done. Without LISTINO_KILL_AT it only counts, and writes the number into the file LISTINO_KILL_COUNT names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int is_file(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

/* True if this call is the last one. */
static int is_last(void) {
  const char *at = getenv("LISTINO_KILL_AT");
  calls += 1;
  return at && calls == atol(at);
}

static void die(void) { raise(SIGKILL); }

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("LISTINO_KILL_COUNT");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (file) {
    fprintf(file, "%ld", calls);
    fclose(file);
  }
}

#define NEXT(name, type) __typeof__(type) next = (__typeof__(type))dlsym(RTLD_NEXT, name)

typedef ssize_t (*pwrite_function)(int, const void *, size_t, off64_t);

static ssize_t write_at(const char *name, int descriptor, const void *bytes, size_t count, off64_t offset) {
  NEXT(name, pwrite_function);
  if (is_file(descriptor) && is_last()) {
    if (getenv("LISTINO_KILL_HALF")) next(descriptor, bytes, count / 2, offset);
    die();
  }
  return next(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  return write_at("pwrite64", descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return write_at("pwrite", descriptor, bytes, count, offset);
}

int ftruncate64(int descriptor, off64_t length) {
  NEXT("ftruncate64", int (*)(int, off64_t));
  if (is_file(descriptor) && is_last()) die();
  return next(descriptor, length);
}

int ftruncate(int descriptor, off_t length) {
  NEXT("ftruncate", int (*)(int, off_t));
  if (is_file(descriptor) && is_last()) die();
  return next(descriptor, length);
}

int fsync(int descriptor) {
  NEXT("fsync", int (*)(int));
  if (is_last()) die();
  return next(descriptor);
}

int fdatasync(int descriptor) {
  NEXT("fdatasync", int (*)(int));
  if (is_last()) die();
  return next(descriptor);
}

/* Only into files: what is said on pipes is no write of the book's. */
ssize_t write(int descriptor, const void *bytes, size_t count) {
  NEXT("write", ssize_t (*)(int, const void *, size_t));
  if (is_file(descriptor) && is_last()) {
    if (getenv("LISTINO_KILL_HALF")) next(descriptor, bytes, count / 2);
    die();
  }
  return next(descriptor, bytes, count);
}

int rename(const char *from, const char *to) {
  NEXT("rename", int (*)(const char *, const char *));
  if (is_last()) die();
  return next(from, to);
}

int renameat(int from_folder, const char *from, int folder, const char *to) {
  NEXT("renameat", int (*)(int, const char *, int, const char *));
  if (is_last()) die();
  return next(from_folder, from, folder, to);
}

int unlink(const char *path) {
  NEXT("unlink", int (*)(const char *));
  if (is_last()) die();
  return next(path);
}
