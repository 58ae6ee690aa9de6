/* What a process asks of the citizen, as rows: as-is beside to-be. See pair.h. */
#ifndef KHAJU_DOCUMENT_PROVIDER_PROCESS_H
#define KHAJU_DOCUMENT_PROVIDER_PROCESS_H

#include "provider.h"

/* Parts of what a block shows of one pair; they need run->about. */
enum process_part {
    PROCESS_STEPS,    /* of one side: step, reason of the visit, clause, documents */
    PROCESS_MEASURES, /* measure and path, as-is, to-be, change */
    PROCESS_VISITS,   /* step, reason, clause, who can remove it, change */
    PROCESS_ASKED,    /* kind, name, in the as-is, in the to-be */
    PROCESS_PARTS
};
extern const struct provider provider_process_parts[PROCESS_PARTS];

provider_fill provider_fill_steps, provider_fill_measures, provider_fill_visits,
    provider_fill_asked;
provider_fill provider_fill_comparison; /* every pair in one row, on the probable path */

#endif
