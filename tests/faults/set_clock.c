/* A clock that somebody sets: the time of day as a program sees it, moved by the seconds in a mapped file, which may
   change while the program runs. The monotonic clock is left alone, as it is when a PC's clock is set.

   Preloaded: LD_PRELOAD=set_clock.so, SET_CLOCK_BY=file of one int64. Deadlines that a program gives to the kernel by
   the time of day are moved back, as the kernel's own clock was not set. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *moved;

__attribute__((constructor)) static void look_up(void)
{
    const char *name = getenv("SET_CLOCK_BY");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *map = mmap(NULL, sizeof *moved, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED)
        moved = map;
}

static int64_t by(void)
{
    return moved ? *moved : 0;
}

int clock_gettime(clockid_t clock, struct timespec *told)
{
    int failed = (int)syscall(SYS_clock_gettime, clock, told);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        told->tv_sec += by();
    return failed;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone) /* told is never NULL in glibc's own words */
{
    int failed = (int)syscall(SYS_gettimeofday, told, zone);
    if (!failed)
        told->tv_sec += by();
    return failed;
}

time_t time(time_t *told)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told)
        *told = now.tv_sec;
    return now.tv_sec;
}

static struct timespec by_the_kernel(const struct timespec *until)
{
    struct timespec real = *until;
    real.tv_sec -= by();
    return real;
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    static int (*next)(sem_t *, const struct timespec *);
    if (!next)
        next = (int (*)(sem_t *, const struct timespec *))dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec real = by_the_kernel(until);
    return next(semaphore, &real);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    static int (*next)(pthread_mutex_t *, const struct timespec *);
    if (!next)
        next = (int (*)(pthread_mutex_t *, const struct timespec *))dlsym(RTLD_NEXT, "pthread_mutex_timedlock");
    struct timespec real = by_the_kernel(until);
    return next(mutex, &real);
}
