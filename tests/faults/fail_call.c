/* A disk that fails: calls on files whose path begins with a prefix fail with an error, from the Nth on or that one.

   Preloaded: LD_PRELOAD=fail_call.so, FAIL_CALL=a file that holds a struct plan. It is mapped, and each process changes
   it as it likes: the count goes on while it is armed, so that it also tells how many calls there are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct plan {
    int64_t armed, at, error, for_ever, count;
    char prefix[216];
};

static volatile struct plan *plan;

__attribute__((constructor)) static void look_up(void)
{
    const char *name = getenv("FAIL_CALL");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *map = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED)
        plan = map;
}

/* Whether this call, on a path, is to fail; errno is set then. */
static int fails(const char *path)
{
    if (!plan || !plan->armed || !path || strncmp(path, (const char *)plan->prefix, strlen((const char *)plan->prefix)))
        return 0;
    int64_t number = ++plan->count;
    if (number != plan->at && !(plan->for_ever && plan->at && number > plan->at))
        return 0;
    errno = (int)plan->error;
    return 1;
}

static int fails_on(int file)
{
    char link[40], path[4096];
    if (!plan || !plan->armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ON_FILE(result, name, declared, given)                                                                         \
    result name declared                                                                                               \
    {                                                                                                                  \
        return fails_on(file) ? -1 : REAL(name) given;                                                                 \
    }

ON_FILE(ssize_t, read, (int file, void *to, size_t size), (file, to, size))
ON_FILE(ssize_t, write, (int file, const void *from, size_t size), (file, from, size))
ON_FILE(ssize_t, pread64, (int file, void *to, size_t size, off64_t at), (file, to, size, at))
ON_FILE(ssize_t, pwrite64, (int file, const void *from, size_t size, off64_t at), (file, from, size, at))
ON_FILE(int, fsync, (int file), (file))
ON_FILE(int, fdatasync, (int file), (file))
ON_FILE(int, ftruncate64, (int file, off64_t size), (file, size))

void *mmap64(void *where, size_t size, int protection, int flags, int file, off64_t at)
{
    if (file >= 0 && fails_on(file))
        return MAP_FAILED;
    return REAL(mmap64)(where, size, protection, flags, file, at);
}

int unlink(const char *path)
{
    return fails(path) ? -1 : REAL(unlink)(path);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return fails(path) ? -1 : REAL(open64)(path, flags, mode);
}
