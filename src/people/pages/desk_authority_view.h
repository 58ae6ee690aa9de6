/* What the list of delegations shows. */
#ifndef KHAJU_PEOPLE_DESK_AUTHORITY_VIEW_H
#define KHAJU_PEOPLE_DESK_AUTHORITY_VIEW_H

#include "authority.h"
#include "people.h"

enum desk_authority_state { AUTHORITY_LATER, AUTHORITY_NOW, AUTHORITY_ENDED, AUTHORITY_REVOKED };

struct desk_authority_row {
    const struct people_authority *authority;
    const char *what;   /* the act, and the narrower words */
    const char *agency; /* in words */
    enum desk_authority_state state;
};

struct desk_authority_view {
    const char *person, *kind, *all; /* as given; "" when not */
    bool filtered, may_change;
    const struct desk_authority_row *rows;
    size_t count;
    const char *next; /* address of the next page, or NULL */
};

#endif
