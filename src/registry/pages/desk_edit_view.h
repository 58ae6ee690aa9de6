/* What the page of one section of the form shows. */
#ifndef KHAJU_REGISTRY_DESK_EDIT_VIEW_H
#define KHAJU_REGISTRY_DESK_EDIT_VIEW_H

#include "desk_section.h"
#include "registry.h"
#include "web.h"
#include "profile_change.h"

/* One thing of the form: a widget of its own, or one of the two tables. */
struct desk_item {
    enum { DESK_WIDGET, DESK_CHANNELS, DESK_CRITERIA } kind;
    const char *name;   /* of a widget */
    const char *source; /* of a table; a widget has it in its hint; NULL: nowhere */
};

/* An identifier that cannot be right. */
struct desk_damage {
    const char *name, *label; /* the field */
    const char *what;         /* translated */
    const char *repair;       /* "" if there is none */
};

struct desk_conflict {
    const struct profile_diff *diff; /* NULL: nobody else has saved */
    const char *author;
    int64_t at;
};

struct desk_edit_view {
    const struct registry_service *service;
    const struct desk_section *section;
    const struct form *form;
    const char *csrf;
    int64_t version; /* which this form is based on */
    const struct web_crumb *tabs;
    size_t tab_count;
    const char *tab;
    const struct desk_item *items;
    size_t item_count;
    const struct desk_damage *damages;
    size_t damage_count;
    struct desk_conflict conflict;
};

/* Where a fact was read, in words; NULL when it is not stated. */
const char *desk_source_text(struct arena *arena, const struct profile *profile,
                             enum profile_field field);
/* What is wrong with an identifier, or NULL. */
const char *desk_damage_text(enum identifier_state state);

#endif
