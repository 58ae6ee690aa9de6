/* What the page of one's own account shows. */
#ifndef KHAJU_PEOPLE_ACCOUNT_VIEW_H
#define KHAJU_PEOPLE_ACCOUNT_VIEW_H

#include "people.h"

struct account_view {
    struct people_account account;
    const char *roles;    /* in words */
    const char *agencies; /* in words; "" when no role needs any */
    struct people_sessions sessions;
    const char *const *agents; /* browser of each session, in words */
    const char *session_id;    /* the present one */
    int64_t codes_left;
    const char *csrf;
};

#endif
