/* The agencies as the options of a form. */
#ifndef KHAJU_PEOPLE_AGENCY_OPTIONS_H
#define KHAJU_PEOPLE_AGENCY_OPTIONS_H

#include "page.h"

/* A copy of `fields` whose field number `at` offers all agencies (FORM_OPTIONS_MAX at most); it
   lives as long as the request. *options_out may be 0: no agency is known yet. */
enum err agency_options_fill(struct page *page, const struct form_field *fields, size_t count,
                             size_t at, struct form_field **out, size_t *options_out) WARN_UNUSED;

#endif
