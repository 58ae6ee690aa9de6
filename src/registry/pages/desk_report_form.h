/* The form of a year's figures: from a report, and back. */
#ifndef KHAJU_REGISTRY_DESK_REPORT_FORM_H
#define KHAJU_REGISTRY_DESK_REPORT_FORM_H

#include "form.h"
#include "report.h"

struct form *desk_report_form(struct arena *arena); /* NULL: no memory */
void desk_report_fill(struct arena *arena, struct form *form, const struct registry_report *report);
/* What was typed; an empty answer stays unknown. Mistakes are put into the form: ERR_INVALID. */
enum err desk_report_take(struct form *form, struct registry_report *out) WARN_UNUSED;

#endif
