/* What the list of accounts shows. */
#ifndef KHAJU_PEOPLE_DESK_PEOPLE_VIEW_H
#define KHAJU_PEOPLE_DESK_PEOPLE_VIEW_H

#include "people.h"

struct desk_people_view {
    const char *search, *role, *state; /* as given; "" when not */
    bool filtered;
    struct people_accounts list;
    const char *const *roles; /* of each row, in words */
};

#endif
