/*
 * Forms whose session had ended when they were sent: what was typed is kept here while the person
 * signs in again. In this process only, two hours at most, bounded in number and bytes (the oldest
 * goes first). An entry is opened only with the token's signature for the account that signs in:
 * neither another person at the same computer nor another site gets at it.
 */
#ifndef KHAJU_PAGE_KEPT_H
#define KHAJU_PAGE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"
#include "http.h"

struct kept;
enum { KEPT_ID_SIZE = 33 };

struct kept_form {
    const char *path;                /* the form's address with its query */
    const char *token;               /* the form's token */
    bool had_files;                  /* files are not kept */
    const struct http_field *fields; /* without token and passwords */
    size_t count;
};

enum err kept_create(struct kept **out) WARN_UNUSED;
void kept_destroy(struct kept *kept);
/* Copies the form; ERR_LIMIT if it is too large to be kept. */
enum err kept_put(struct kept *kept, const struct kept_form *form, int64_t now_ms,
                  char id_out[KEPT_ID_SIZE]) WARN_UNUSED;
/* A copy in the arena; ERR_NOT_FOUND if there is none (any more). */
enum err kept_find(struct kept *kept, struct arena *arena, const char *id, int64_t now_ms,
                   struct kept_form *out) WARN_UNUSED;

#endif
