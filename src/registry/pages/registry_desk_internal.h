/* Private to the desk_section files. */
#ifndef KHAJU_REGISTRY_DESK_INTERNAL_H
#define KHAJU_REGISTRY_DESK_INTERNAL_H

#include "desk_section.h"
#include "profile_shape.h"

/* The field of that name in a section, or in a group; NULL if it is not asked for. */
const struct form_field *desk_field(const struct desk_section *section, const char *name);
const struct form_field *desk_column(const struct form_field *group, const char *name);

#endif
