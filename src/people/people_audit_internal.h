/* The hash that links one row of the audit trail to the one before; private to the room. */
#ifndef KHAJU_PEOPLE_AUDIT_INTERNAL_H
#define KHAJU_PEOPLE_AUDIT_INTERNAL_H

#include "people_internal.h"

enum { PEOPLE_AUDIT_CHAINS = 16 };

struct people_audit_link {
    const char *id;
    int64_t chain, place, at;
    const char *account_id, *account_name, *session_id, *act, *object_type, *object_id, *agency_id,
        *detail;
};
void people_audit_hash(const char *previous, const struct people_audit_link *link,
                       char out[PEOPLE_DIGEST_SIZE]);

#endif
