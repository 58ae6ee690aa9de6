/* What an edit changes in a profile: whose facts they are then, and how two versions differ. */
#ifndef KHAJU_REGISTRY_PROFILE_CHANGE_H
#define KHAJU_REGISTRY_PROFILE_CHANGE_H

#include "profile.h"

/* After a person edited: facts that are as they were in `before` keep their source; the others
   get `entered`. before may be NULL. */
enum err profile_attribute(struct arena *arena, struct profile *profile,
                           const struct profile *before,
                           const struct profile_source *entered) WARN_UNUSED;

struct profile_change {
    enum profile_field field;
    const char *label;          /* translated */
    const char *before, *after; /* profile_field_text; "" = not stated */
};
struct profile_diff {
    const struct profile_change *items;
    size_t count;
};
enum err registry_profile_diff(struct arena *arena, const struct profile *before,
                               const struct profile *after, struct profile_diff *out) WARN_UNUSED;

#endif
