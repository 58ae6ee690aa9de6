/* Running another program, bounded in time, memory and output. See tool.h. */
#include "tool.h"

#include "compiler.h"
#include "fault.h"
#include "log.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NOT_FOUND = 127, LOOK_MS = 200 };

static atomic_bool stopped;

void tool_stop(bool stop) {
    atomic_store(&stopped, stop);
}

static int64_t monotonic_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void limit(int resource, uint64_t value) {
    struct rlimit limits = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)value};
    setrlimit(resource, &limits);
}

/* In the child, between fork and exec: only calls that are safe there. */
static void become(const struct tool *tool, char *const *arguments, char *const *environment,
                   int says) {
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(says, 1) < 0 || dup2(says, 2) < 0 ||
        chdir(tool->directory) != 0) {
        _exit(126);
    }
    for (int fd = 3; fd < 1024; fd++) {
        close(fd);
    }
    setpgid(0, 0);
    signal(SIGPIPE, SIG_DFL);
    if (tool->output_max > 0) {
        limit(RLIMIT_FSIZE, tool->output_max);
    }
    if (tool->memory_max > 0) {
        limit(RLIMIT_AS, tool->memory_max);
    }
    limit(RLIMIT_CORE, 0);
    execvpe(tool->program, arguments, environment);
    _exit(errno == ENOENT || errno == EACCES ? EXIT_NOT_FOUND : 126);
}

/* Reads what the child says until it closes its end or the time is over; keeps the beginning. */
static bool listen_to(int fd, int64_t deadline, char *said, size_t size) {
    size_t length = 0;
    said[0] = '\0';
    for (;;) {
        int64_t left = deadline - monotonic_ms();
        if (left <= 0 || atomic_load(&stopped)) {
            return false;
        }
        struct pollfd poller = {.fd = fd, .events = POLLIN};
        int ready = poll(&poller, 1, left > LOOK_MS ? LOOK_MS : (int)left);
        if (ready < 0 && errno != EINTR) {
            return true;
        }
        if (ready <= 0) {
            continue;
        }
        char chunk[1024];
        ssize_t got = read(fd, chunk, sizeof(chunk));
        if (got <= 0) {
            return true;
        }
        size_t keep = (size_t)got < size - 1 - length ? (size_t)got : size - 1 - length;
        memcpy(said + length, chunk, keep);
        length += keep;
        said[length] = '\0';
    }
}

/* Waits for the end of the child; kills its whole group when the time is over. */
static bool reap(pid_t child, int64_t deadline, int *status) {
    for (;;) {
        pid_t done = waitpid(child, status, WNOHANG);
        if (done == child) {
            return true;
        }
        if (done < 0 && errno != EINTR) {
            *status = -1;
            return true;
        }
        if (monotonic_ms() >= deadline) {
            kill(-child, SIGKILL);
            kill(child, SIGKILL);
            while (waitpid(child, status, 0) < 0 && errno == EINTR) {}
            return false;
        }
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
}

static enum err judge(const struct tool *tool, bool in_time, int status, const char *said,
                      int *exit_out) {
    int code = in_time && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (exit_out != NULL) {
        *exit_out = code;
    }
    if (code == 0) {
        return ERR_NONE;
    }
    if (atomic_load(&stopped)) {
        return err_set(ERR_UNAVAILABLE, "DOC-42", "The server is stopping.", NULL);
    }
    log_event(LOG_WARN, "tool.failed", "program", tool->program, "said", said, NULL);
    if (!in_time) {
        return err_set(ERR_LIMIT, "DOC-20", "The program {1} took too long and was stopped.",
                       tool->program, NULL);
    }
    if (code == EXIT_NOT_FOUND) {
        return err_set(ERR_UNAVAILABLE, "DOC-21",
                       "The program {1} is not installed on this machine. Install the package {2}.",
                       tool->program, tool->package, NULL);
    }
    return err_set(ERR_IO, "DOC-22", "The program {1} failed; what it said is in the log.",
                   tool->program, NULL);
}

enum err tool_run(const struct tool *tool, int *exit_out) {
    int says[2];
    if (FAULT_POINT(FAULT_IO) || pipe2(says, O_CLOEXEC) != 0) {
        return err_set(ERR_IO, "DOC-23", "The program {1} could not be started.", tool->program,
                       NULL);
    }
    const char *arguments[TOOL_ARGUMENTS_MAX + 2] = {tool->program};
    for (size_t i = 0; i < TOOL_ARGUMENTS_MAX && tool->arguments[i] != NULL; i++) {
        arguments[i + 1] = tool->arguments[i];
    }
    char path[1024], home[1024], temporary[1024];
    const char *search = getenv("PATH");
    snprintf(path, sizeof(path), "PATH=%s", search != NULL ? search : "/usr/bin:/bin");
    snprintf(home, sizeof(home), "HOME=%s", tool->directory);
    snprintf(temporary, sizeof(temporary), "TMPDIR=%s", tool->directory);
    char locale[] = "LC_ALL=C.UTF-8";
    char epoch[] = "SOURCE_DATE_EPOCH=0";
    char *environment[] = {path, home, temporary, locale, epoch, NULL};
    pid_t child = fork();
    if (child == 0) {
        become(tool, (char *const *)(void *)arguments, environment, says[1]);
    }
    close(says[1]);
    if (child < 0) {
        close(says[0]);
        return err_set(ERR_IO, "DOC-23", "The program {1} could not be started.", tool->program,
                       NULL);
    }
    int64_t deadline = monotonic_ms() + tool->timeout_ms;
    char said[TOOL_SAYS_MAX];
    bool in_time = listen_to(says[0], deadline, said, sizeof(said));
    int status = 0;
    in_time = reap(child, in_time ? deadline : 0, &status) && in_time;
    close(says[0]);
    return judge(tool, in_time, status, said, exit_out);
}
