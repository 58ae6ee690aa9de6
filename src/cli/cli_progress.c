/* One line of progress on a terminal; silent in pipes, logs and CI. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static bool shown;

void cli_progress(const char *what, uint64_t done, uint64_t total) {
    enum { WIDTH = 30 };
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    shown = true;
    if (total == 0) {
        fprintf(stderr, "\r%s: %" PRIu64 "\x1b[K", what, done);
        return;
    }
    uint64_t filled = done >= total ? WIDTH : done * WIDTH / total;
    fprintf(stderr, "\r%s [", what);
    for (uint64_t i = 0; i < WIDTH; i++) {
        fputc(i < filled ? '#' : '.', stderr);
    }
    fprintf(stderr, "] %3" PRIu64 " %%\x1b[K", done >= total ? 100 : done * 100 / total);
}

void cli_progress_end(void) {
    if (shown) {
        fputs("\r\x1b[K", stderr);
        shown = false;
    }
}
