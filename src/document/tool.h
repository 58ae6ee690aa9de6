/*
 * Runs another program (pandoc, python3 with WeasyPrint): fork and exec, no shell, a clean
 * environment, a time limit, bounded output. Nothing of the request reaches the command line.
 */
#ifndef KHAJU_DOCUMENT_TOOL_H
#define KHAJU_DOCUMENT_TOOL_H

#include "err.h"
#include <stdbool.h>
#include <stdint.h>

enum { TOOL_ARGUMENTS_MAX = 24, TOOL_SAYS_MAX = 4000 };

struct tool {
    const char *program;                       /* looked for in PATH */
    const char *arguments[TOOL_ARGUMENTS_MAX]; /* without the program; NULL ends */
    const char *directory;                     /* its working and temporary directory */
    const char *package;                       /* Debian package to name when it is missing */
    int64_t timeout_ms;
    uint64_t output_max; /* bytes of any file it may write */
    uint64_t memory_max; /* bytes of address space; 0: unlimited */
};

/* ERR_UNAVAILABLE: not installed, or tool_stop(). ERR_IO: it failed; the log holds what it said.
   ERR_LIMIT: it took too long. exit_out (may be NULL) gets its exit code; one above 0 is ERR_IO. */
enum err tool_run(const struct tool *tool, int *exit_out) WARN_UNUSED;
/* Ends every program that runs, and lets none begin, until it is called with false. */
void tool_stop(bool stop);

#endif
