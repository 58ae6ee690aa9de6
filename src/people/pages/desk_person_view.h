/* What the page of one account shows. */
#ifndef KHAJU_PEOPLE_DESK_PERSON_VIEW_H
#define KHAJU_PEOPLE_DESK_PERSON_VIEW_H

#include "people.h"
#include "web.h"

struct desk_person_view {
    struct people_account account;
    const struct form *form;
    const char *csrf;
    bool own; /* the administrator's own account */
};

#endif
