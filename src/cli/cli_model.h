/* Models named on the command line. */
#ifndef KHAJU_CLI_MODEL_H
#define KHAJU_CLI_MODEL_H

#include "arena.h"
#include "bpmn.h"
#include "buf.h"
#include "err.h"

enum {
    CLI_MODEL_MEMORY_MAX = 1 << 30,           /* of the arena of one model */
    CLI_FILE_MAX = XML_BYTES_MAX + (1 << 17), /* for the buf of cli_read_file() */
};

/* The whole file; of one that is larger than a model may be, only enough that its reader can say
   so. The caller has made the buf, and finishes it. */
enum err cli_read_file(const char *path, struct buf *out) WARN_UNUSED;

/* Reads a BPMN model from a file. Errors: CLI-1, CLI-2, CLI-5, and those of bpmn_read(). */
enum err cli_read_bpmn(struct arena *arena, const char *path, const struct bpmn **out) WARN_UNUSED;

#endif
