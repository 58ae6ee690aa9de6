/* Words of boxed expressions. */
#ifndef KHAJU_LIBRARY_BOX_PART_H
#define KHAJU_LIBRARY_BOX_PART_H

#include "decision_view.h"

/* "if", "then", … in words, translated. */
const char *library_box_part(const char *form, const char *part);
/* What a hit policy means: "unique: one rule at most", translated. */
const char *library_policy_text(const struct decision_table *table);
const char *library_part_label(enum decision_part part);
/* "number" → «عدد»; names of the model's own types stay. */
const char *library_type_text(const char *type);

#endif
