/* The profile: emptiness, sources, what holds for every one, and who said what after an edit. */
#include "profile_change.h"

#include <string.h>
#include "profile_shape.h"

static const char *const criterion_slugs[] = {
#define X(name, slug, label) slug,
    PROFILE_CRITERIA(X)
#undef X
};
static const char *const criterion_labels[] = {
#define X(name, slug, label) label,
    PROFILE_CRITERIA(X)
#undef X
};
static const char *const section_labels[] = {
#define X(name, slug, label) label,
    PROFILE_SECTIONS(X)
#undef X
};

const char *criterion_slug(enum criterion criterion) {
    return criterion_slugs[criterion];
}

const char *criterion_label(enum criterion criterion) {
    return tr(criterion_labels[criterion]);
}

const char *profile_section_label(enum profile_section section) {
    return tr(section_labels[section]);
}

void profile_init(struct profile *profile) {
    memset(profile, 0, sizeof *profile);
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (profile_fields[i].kind == PROFILE_TEXT) {
            const char *empty = "";
            memcpy((char *)profile + profile_fields[i].offset, &empty, sizeof empty);
        }
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        profile->criteria.items[i].note = "";
    }
}

bool profile_field_known(const struct profile *profile, enum profile_field field) {
    struct member member = profile_member(field);
    return member_known(&member, profile);
}

const struct profile_source *profile_source(const struct profile *profile,
                                            enum profile_field field) {
    size_t index = profile->source_of[field];
    return index == 0 || index > profile->source_count ? NULL : &profile->sources[index - 1];
}

static bool is_address(const char *text) {
    return text[0] == '\0' || strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

static bool amounts_ok(struct maybe_int least, struct maybe_int most) {
    return (!least.known || least.value >= 0) && (!most.known || most.value >= 0) &&
           (!least.known || !most.known || least.value <= most.value);
}

static bool level_ok(struct maybe_int level) {
    return !level.known || (level.value >= 0 && level.value <= 6);
}

/* Is the value of one field acceptable? */
static bool field_ok(const struct profile *profile, enum profile_field field) {
    switch (field) {
    case FIELD_title:
        return profile->title[0] != '\0' && strlen(profile->title) <= 1000;
    case FIELD_code:
        return strlen(profile->code) < IDENTIFIER_TEXT_MAX;
    case FIELD_address:
    case FIELD_diagram:
    case FIELD_agreement:
    case FIELD_questions:
    case FIELD_survey:
    case FIELD_guide: {
        const char *text = *(const char *const *)(const void *)((const char *)profile +
                                                                profile_fields[field].offset);
        return is_address(text);
    }
    case FIELD_visits:
        return !profile->visits.known ||
               (profile->visits.value >= 0 && profile->visits.value <= 100);
    case FIELD_frequency:
        return amounts_ok(profile->frequency, UNKNOWN_INT);
    case FIELD_declared_level:
        return level_ok(profile->declared_level);
    case FIELD_criteria:
        for (int i = 0; i < CRITERION_COUNT; i++) {
            if (!level_ok(profile->criteria.items[i].level)) {
                return false;
            }
        }
        return true;
    case FIELD_fees:
        for (size_t i = 0; i < profile->fees.count; i++) {
            if (!amounts_ok(profile->fees.items[i].least, profile->fees.items[i].most)) {
                return false;
            }
        }
        return true;
    case FIELD_times:
        for (size_t i = 0; i < profile->times.count; i++) {
            const struct time_case *time = &profile->times.items[i];
            if (!amounts_ok(time->least, UNKNOWN_INT) || !amounts_ok(time->most, UNKNOWN_INT)) {
                return false;
            }
        }
        return true;
    default:
        return true;
    }
}

enum err profile_check(const struct profile *profile, enum profile_field *field_out) {
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (!field_ok(profile, (enum profile_field)i)) {
            *field_out = (enum profile_field)i;
            return err_set(ERR_INVALID, "REG-5",
                           "The value of \"{1}\" cannot be right. Correct it.",
                           tr(profile_fields[i].label), NULL);
        }
    }
    return ERR_NONE;
}

enum err profile_field_same(const struct profile *a, const struct profile *b,
                            enum profile_field field, bool *same) {
    struct member member = profile_member(field);
    struct buf left;
    struct buf right;
    bool known = member_known(&member, a);
    *same = known == member_known(&member, b);
    if (!known || !*same) {
        return ERR_NONE;
    }
    buf_init(&left, PROFILE_JSON_MAX);
    buf_init(&right, PROFILE_JSON_MAX);
    member_write(&left, &member, a);
    member_write(&right, &member, b);
    *same = left.length == right.length && strcmp(buf_text(&left), buf_text(&right)) == 0;
    enum err err = left.failed != ERR_NONE ? left.failed : right.failed;
    buf_finish(&left);
    buf_finish(&right);
    return err;
}

void profile_compact_sources(struct profile *profile, struct profile_source *sources) {
    uint8_t moved[UINT8_MAX + 1] = {0};
    size_t count = 0;
    for (size_t i = 0; i < profile->source_count; i++) {
        bool used = memchr(profile->source_of, (int)i + 1, sizeof profile->source_of) != NULL;
        if (used) {
            sources[count] = sources[i];
            moved[i + 1] = (uint8_t)++count;
        }
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        profile->source_of[i] = moved[profile->source_of[i]];
    }
    profile->source_count = count;
}

enum err profile_attribute(struct arena *arena, struct profile *profile,
                           const struct profile *before, const struct profile_source *entered) {
    size_t old_count = before == NULL ? 0 : before->source_count;
    struct profile_source *sources = ARENA_ARRAY(arena, old_count + 1, struct profile_source);
    bool used = false;
    if (sources == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < old_count; i++) {
        sources[i] = before->sources[i];
    }
    sources[old_count] = *entered;
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum profile_field field = (enum profile_field)i;
        bool same = false;
        if (before != NULL) {
            enum err err = profile_field_same(profile, before, field, &same);
            if (err != ERR_NONE) {
                return err;
            }
        }
        bool known = profile_field_known(profile, field);
        profile->source_of[i] = !known ? 0 : same ? before->source_of[i] : (uint8_t)(old_count + 1);
        used = used || (known && !same);
    }
    profile->sources = sources;
    profile->source_count = old_count + (used ? 1 : 0);
    if (profile->source_count > PROFILE_SOURCES_MAX - 1) {
        profile_compact_sources(profile, sources);
    }
    return ERR_NONE;
}

enum err registry_profile_diff(struct arena *arena, const struct profile *before,
                               const struct profile *after, struct profile_diff *out) {
    struct profile_change *items = ARENA_ARRAY(arena, FIELD_COUNT, struct profile_change);
    size_t count = 0;
    if (items == NULL) {
        return err_failed();
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum profile_field field = (enum profile_field)i;
        bool same = false;
        enum err err = profile_field_same(before, after, field, &same);
        if (err != ERR_NONE) {
            return err;
        }
        if (same) {
            continue;
        }
        struct profile_change *change = &items[count++];
        change->field = field;
        change->label = tr(profile_fields[i].label);
        change->before = profile_field_text(arena, before, field);
        change->after = profile_field_text(arena, after, field);
        if (change->before == NULL || change->after == NULL) {
            return err_failed();
        }
    }
    *out = (struct profile_diff){items, count};
    return ERR_NONE;
}
