/* The program: one process arena, one command. */
#include <signal.h>

#include "calendar.h"
#include "cli.h"
#include "cli_main.h"
#include "hooks.h"

enum { PROCESS_MEMORY_MAX = 512 << 20 };

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    struct arena *arena = arena_create(PROCESS_MEMORY_MAX);
    if (arena == NULL) {
        return cli_fail(ERR_MEMORY);
    }
    cli_hooks();
    int code = cli_run(argc, argv, arena, calendar_now_ms());
    arena_destroy(arena);
    return code;
}
