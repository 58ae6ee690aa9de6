/* Private to the form files of web: how a form keeps its values. */
#ifndef KHAJU_WEB_FORM_INTERNAL_H
#define KHAJU_WEB_FORM_INTERNAL_H

#include "form.h"

enum {
    FORM_BUCKETS = 128,
    FORM_NAME_MAX = 120,
    FORM_ROWS_DEFAULT = 50,
    FORM_INPUT_FIELDS_MAX = 20000,
};

enum form_part { FORM_DAY, FORM_MONTH, FORM_YEAR, FORM_PARTS };
extern const char *const form_part_names[FORM_PARTS]; /* "day", "month", "year" */

struct form_choice {
    const char *value;
    struct form_choice *next;
};

/* The value of one field (of one row): what was typed, what it means, what is wrong with it. */
struct form_slot {
    const char *name; /* "fee.0.amount" */
    const struct form_field *field;
    const char *text;              /* never NULL; normalised when right */
    const char *parts[FORM_PARTS]; /* of a date, as typed */
    struct form_choice *choices;
    const char *error;      /* translated; NULL: none */
    struct form_slot *next; /* in its bucket */
};

struct form_message {
    const char *text;
    struct form_message *next;
};

struct form_group {
    const struct form_field *field;
    size_t rows;
};

struct form {
    struct arena *arena;
    const struct form_field *fields;
    size_t count;
    struct form_slot *buckets[FORM_BUCKETS];
    struct form_group *groups; /* one for each field; rows used by groups only */
    const char *acted;
    struct form_message *messages; /* about the whole form */
    bool wrong;
    size_t asked;    /* fields that are filled in, those of a group once */
    size_t required; /* of them */
};

/* A place in the declaration: a field, and where it is in a repeating group. */
struct form_place {
    const struct form_field *group; /* NULL: not in a group */
    const struct form_field *field;
    size_t row;
};

size_t form_hash(const char *text);
size_t form_rows_max(const struct form_field *group);
/* Reads a name; false if the declaration has no such place. */
bool form_find(const struct form *form, const char *name, struct form_place *out);
/* "fee.0.amount", or the field's own name outside groups. In the arena. */
const char *form_name(struct arena *arena, const struct form_field *group, size_t row,
                      const struct form_field *field);
const struct form_slot *form_look(const struct form *form, const char *name);
/* The slot, made if need be; NULL if there is no such place or no memory. */
struct form_slot *form_slot(struct form *form, const char *name);
size_t *form_row_count(struct form *form, const struct form_field *group);
void form_choose(struct form *form, struct form_slot *slot, const char *value);
void form_slot_error(struct form *form, struct form_slot *slot, const char *message);
bool form_has_option(const struct form_field *field, const char *value);
/* Forgets values and errors. */
void form_clear(struct form *form);

/* Checks and normalises one slot; the row names it in messages (0: not in a group). */
void form_check_slot(struct form *form, struct form_slot *slot, size_t row);

#endif
