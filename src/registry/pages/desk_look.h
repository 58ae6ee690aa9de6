/* How each fact of the official form is asked for: what its kind alone does not say. */
#ifndef KHAJU_REGISTRY_DESK_LOOK_H
#define KHAJU_REGISTRY_DESK_LOOK_H

#include "form.h"

struct desk_look {
    const char *key;   /* "hours", or a column of a table: "fees.least" */
    const char *label; /* NULL: the field's own label */
    const char *hint;
    const char *option;  /* of a single checkbox */
    enum form_type type; /* FORM_TEXT: what the kind suggests */
    bool required, latin;
    int64_t least, most;
    int width;
};

/* Never NULL; a look without anything special for a key that is not in the table. */
const struct desk_look *desk_look(const char *key);

#endif
