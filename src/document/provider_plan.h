/* Rows of the table of providers whose data the plan derives; see providers.c. */
#ifndef KHAJU_DOCUMENT_PROVIDER_PLAN_H
#define KHAJU_DOCUMENT_PROVIDER_PLAN_H

#define PLAN_PROVIDERS

#endif
