/* Makes one call that writes to a regular file fail with EIO, or that call and all after it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long wanted, calls;
static int all_later;

void fail_at(long call, int later) { wanted = call; all_later = later; calls = 0; }
int calls_so_far(void) { return (int)calls; }

static int fails(int file)
{
    struct stat status;
    if (!wanted || fstat(file, &status) || !S_ISREG(status.st_mode))
        return 0;
    calls++;
    if (calls == wanted || (all_later && calls > wanted)) {
        errno = EIO;
        return 1;
    }
    return 0;
}

#define WRAP(type, name, parameters, arguments)                          \
    type name parameters                                                 \
    {                                                                    \
        static type (*next) parameters;                                  \
        if (!next)                                                       \
            next = (type (*) parameters)dlsym(RTLD_NEXT, #name);         \
        return fails(file) ? (type)-1 : next arguments;                  \
    }

WRAP(ssize_t, write, (int file, const void *from, size_t size), (file, from, size))
WRAP(ssize_t, pwrite, (int file, const void *from, size_t size, off_t at), (file, from, size, at))
WRAP(ssize_t, pwrite64, (int file, const void *from, size_t size, off64_t at), (file, from, size, at))
WRAP(int, ftruncate, (int file, off_t size), (file, size))
WRAP(int, ftruncate64, (int file, off64_t size), (file, size))
WRAP(int, fallocate, (int file, int mode, off_t at, off_t size), (file, mode, at, size))
WRAP(int, fsync, (int file), (file))
WRAP(int, fdatasync, (int file), (file))
