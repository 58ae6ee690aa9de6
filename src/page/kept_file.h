/*
 * Files between two requests of one session: what was sent to be checked can be used without being
 * sent again. Kept as open files without a name, in this process only, half an hour at most, one a
 * session, bounded in number (the oldest goes first).
 */
#ifndef KHAJU_PAGE_KEPT_FILE_H
#define KHAJU_PAGE_KEPT_FILE_H

#include <stdint.h>
#include <stdio.h>
#include "arena.h"
#include "err.h"

struct kept_files;
enum { KEPT_FILE_ID_SIZE = 33 };

enum err kept_files_create(struct kept_files **out) WARN_UNUSED;
void kept_files_destroy(struct kept_files *files);
/* Opens the file at `path` once more; what the session had kept before is let go. */
enum err kept_files_put(struct kept_files *files, const char *session, const char *path,
                        const char *name, int64_t now_ms,
                        char id_out[KEPT_FILE_ID_SIZE]) WARN_UNUSED;
/* A stream of the caller's, at its beginning; ERR_NOT_FOUND if there is none (any more), or it is
   another session's. The file stays kept. */
enum err kept_files_open(struct kept_files *files, struct arena *arena, const char *session,
                         const char *id, int64_t now_ms, FILE **out,
                         const char **name_out) WARN_UNUSED;

#endif
