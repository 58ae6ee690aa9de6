/*
 * The official form, one section at a time, made out of profile_fields: the fields of a form, the
 * profile into the form, and what was typed back into the profile. Nothing is written by hand for
 * a single field; what is special about one is in desk_look.c.
 *
 * A fact whose answer stands in the form as it was drawn stays exactly as it is, with its source,
 * also where the form cannot show all of it (line breaks, the words a channel was read from).
 */
#ifndef KHAJU_REGISTRY_DESK_SECTION_H
#define KHAJU_REGISTRY_DESK_SECTION_H

#include "form.h"
#include "profile.h"

struct desk_section {
    enum profile_section section;
    const struct form_field *fields;
    size_t count;
    bool shown[FIELD_COUNT]; /* fields of the profile that are in the form */
};

/* "features" ↔ SECTION_FEATURES */
const char *desk_section_slug(enum profile_section section);
bool desk_section_read(const char *slug, enum profile_section *out);

/* Is this field asked for in the profile's generation, or known all the same? */
bool desk_field_applies(const struct profile *profile, enum profile_field field);
/* Is any of the section's fields? */
bool desk_section_applies(const struct profile *profile, enum profile_section section);

/* The form of a section for this profile; `extra` fields of the caller's come first. */
enum err desk_section_make(struct arena *arena, enum profile_section section,
                           const struct profile *profile, const struct form_field *extra,
                           size_t extra_count, struct desk_section *out) WARN_UNUSED;
void desk_section_fill(struct arena *arena, struct form *form, const struct desk_section *section,
                       const struct profile *profile);
/* *out is base with what was typed; touched says which fields differ from base. Mistakes that only
   this form knows (an amount of time without its unit) are put into the form: ERR_INVALID. */
enum err desk_section_take(struct arena *arena, struct form *form,
                           const struct desk_section *section, const struct profile *base,
                           struct profile *out, bool touched[FIELD_COUNT]) WARN_UNUSED;
/* Copies one field's fact. */
void desk_field_copy(struct profile *to, const struct profile *from, enum profile_field field);

/* Names in the form of what is not one widget. In the arena. */
const char *desk_channel_name(struct arena *arena, enum stage stage);       /* checkboxes */
const char *desk_channel_words_name(struct arena *arena, enum stage stage); /* of "other" */
const char *desk_criterion_name(struct arena *arena, enum criterion criterion, const char *part);
extern const char desk_level[], desk_applicable[], desk_note[]; /* the parts */
/* A checkbox that several kinds of rows have: "or more". */
#define DESK_OR_MORE "or_more"

#endif
