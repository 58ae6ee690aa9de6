/* Between main and the command table; tests call it too. */
#ifndef KHAJU_CLI_MAIN_H
#define KHAJU_CLI_MAIN_H

#include <stdint.h>
#include "arena.h"

int cli_run(int argc, char **argv, struct arena *arena, int64_t now_ms);

#endif
