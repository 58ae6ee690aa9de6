/* Providers whose rows the plan derives in C; see provider_plan.c. */
#ifndef KHAJU_DOCUMENT_PROVIDER_PLAN_H
#define KHAJU_DOCUMENT_PROVIDER_PLAN_H

#include "provider.h"

provider_fill provider_fill_rules;       /* rule, cause, severity, services, legal basis */
provider_fill provider_fill_ranking;     /* rank, service, agency, reason */
provider_fill provider_fill_sensitivity; /* rank, service, best, worst, runs within the top */
provider_fill provider_fill_settings;    /* assumption, value, unit, basis, source */
provider_fill
    provider_fill_clause_duties;          /* document, clause, obliged, deadline, state, progress */
provider_fill provider_fill_open_clauses; /* document, clause, obliged, state */
provider_fill provider_fill_roadmap;      /* half-year, services, without a visit so far, visits */
provider_fill provider_fill_overview;     /* indicator, value, left out */

#endif
