/*
 * Published processes of the library in pairs: the as-is of a service and its to-be. The first
 * as-is of a service stands beside its first to-be, the second beside the second; a process of no
 * service, and one whose other side is not published, stands alone.
 */
#ifndef KHAJU_DOCUMENT_PAIR_H
#define KHAJU_DOCUMENT_PAIR_H

#include "compare.h"
#include "store.h"

enum { PAIRS_MAX = 500 /* that are read at once; more are not even counted */ };

enum { PAIR_AS_IS, PAIR_TO_BE, PAIR_SIDES };

struct pair_side {
    const char *title; /* of the process; NULL: this side is not published */
    const char *model_id, *file_name, *hash;
    int64_t version, published_at;
    bool demonstration;
    const struct bpmn *bpmn;       /* NULL until it is opened */
    const struct journey *journey; /* likewise */
};

struct pair {
    const char *title;          /* of the service, else of the process */
    const char *service_number; /* "": of no service */
    const char *agency;         /* "": none is stated */
    struct pair_side sides[PAIR_SIDES];
    const struct journey_comparison *comparison; /* NULL: not opened, or one side only */
};

struct pair_list {
    const struct pair *rows;
    size_t count;
};

/* Those of a service and of an agency, by id; "": of any. */
enum err pair_list(struct store_db *db, struct arena *arena, const char *service_id,
                   const char *agency_id, struct pair_list *out) WARN_UNUSED;
/* Reads the files and measures them; the arena should hold LIBRARY_MEMORY_MAX. */
enum err pair_open(struct store_db *db, struct arena *arena, struct pair *pair) WARN_UNUSED;
bool pair_has(const struct pair *pair, size_t side);
int64_t pair_date(const struct pair *pair); /* the newer publishing */
const char *pair_side_label(size_t side);   /* "As-is", translated */
/* File, version, date and fingerprint of one side, or of both (PAIR_SIDES), in one line. */
const char *pair_source(struct arena *arena, const struct pair *pair, size_t side);

#endif
