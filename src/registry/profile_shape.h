/*
 * Private: how the profile and its rows lie in memory and are called in JSON. One generic reader,
 * writer and comparer follow these tables, so that a new field is one line in profile.h.
 */
#ifndef KHAJU_REGISTRY_PROFILE_SHAPE_H
#define KHAJU_REGISTRY_PROFILE_SHAPE_H

#include "buf.h"
#include "profile.h"

enum member_kind {
    MEMBER_TEXT,     /* const char * */
    MEMBER_SET,      /* uint32_t, bits of a vocabulary */
    MEMBER_CHOICE,   /* an enum of a vocabulary */
    MEMBER_UNIT,     /* enum time_unit */
    MEMBER_YESNO,    /* enum yesno */
    MEMBER_BOOL,     /* bool; false is absent */
    MEMBER_SMALL,    /* int; 0 is absent */
    MEMBER_MOMENT,   /* int64_t ms; 0 is absent */
    MEMBER_INT,      /* struct maybe_int */
    MEMBER_LIST,     /* struct value_list */
    MEMBER_ROWS,     /* {const T *items; size_t count;} */
    MEMBER_CRITERIA, /* struct profile_criteria */
};

struct member;
struct shape {
    const struct member *members;
    size_t count;
    size_t size; /* of one row */
};
struct member {
    const char *name;
    enum member_kind kind;
    size_t offset;
    enum vocabulary vocabulary;
    const struct shape *shape; /* of MEMBER_ROWS */
};

/* All "items, count" structures of the profile look like this. */
struct rows {
    const void *items;
    size_t count;
};

extern const struct shape profile_source_shape;
extern const struct shape profile_declared_shape;

/* Do two profiles say the same in a field? */
enum err profile_field_same(const struct profile *a, const struct profile *b,
                            enum profile_field field, bool *same) WARN_UNUSED;
/* Drops sources that no field mentions any more; `sources` are the profile's own, to be moved. */
void profile_compact_sources(struct profile *profile, struct profile_source *sources);

/* The member that a field of the profile is. */
struct member profile_member(enum profile_field field);

bool member_known(const struct member *member, const void *object);
/* The value as JSON. */
void member_write(struct buf *out, const struct member *member, const void *object);
/* Checks kind and limits; ERR_INVALID names the member. */
enum err member_read(struct arena *arena, const struct member *member, const json_t *json,
                     void *object) WARN_UNUSED;
/* Every text of an empty row is "", not NULL. */
void shape_init(const struct shape *shape, void *row);

#endif
