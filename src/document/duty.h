/* Does a clause of the upstream documents still lack an accepted duty? */
#ifndef KHAJU_DOCUMENT_DUTY_H
#define KHAJU_DOCUMENT_DUTY_H

#include "arena.h"
#include "err.h"
#include "store.h"

/* *missing_out: the clause obliges bodies of this province and nobody has accepted a duty for it,
   or it changed after the duty was accepted. */
enum err duty_missing(struct store_db *db, struct arena *arena, const char *clause_id,
                      bool *missing_out) WARN_UNUSED;

#endif
