/* The fields of a section's form, out of the profile's own tables. */
#include "desk_section.h"

#include <string.h>
#include "desk_edit_view.h"
#include "desk_look.h"
#include "profile_shape.h"

enum {
    SECTION_FIELDS_MAX = 64, /* more than any section has; checked */
    COLUMNS_MAX = 16,        /* of one table, likewise */
    LINE_MAX_LETTERS = 1000,
    TEXT_MAX_LETTERS = 9000,
    LIST_MAX_LETTERS = 60000,
};

const char desk_level[] = "level";
const char desk_applicable[] = "applicable";
const char desk_note[] = "note";

static const char *const slugs[] = {
#define X(name, slug, label) slug,
    PROFILE_SECTIONS(X)
#undef X
};

const char *desk_section_slug(enum profile_section section) {
    return slugs[section];
}

bool desk_section_read(const char *slug, enum profile_section *out) {
    for (size_t i = 0; i < COUNT_OF(slugs); i++) {
        if (strcmp(slugs[i], slug) == 0) {
            *out = (enum profile_section)i;
            return true;
        }
    }
    return false;
}

bool desk_field_applies(const struct profile *profile, enum profile_field field) {
    enum profile_section section = profile_fields[field].section;
    enum generation generation = profile->generation;
    bool of_generation = section == SECTION_FORMER   ? generation == GENERATION_ANNEX_B
                         : section == SECTION_NEWEST ? generation == GENERATION_NEWEST
                                                     : true;
    return of_generation || profile_field_known(profile, field);
}

bool desk_section_applies(const struct profile *profile, enum profile_section section) {
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (profile_fields[i].section == section &&
            desk_field_applies(profile, (enum profile_field)i)) {
            return true;
        }
    }
    return false;
}

const char *desk_channel_name(struct arena *arena, enum stage stage) {
    return arena_printf(arena, "channels_%s", vocabulary_slug(VOCABULARY_STAGE, (int)stage));
}

const char *desk_channel_words_name(struct arena *arena, enum stage stage) {
    return arena_printf(arena, "channels_%s_words", vocabulary_slug(VOCABULARY_STAGE, (int)stage));
}

const char *desk_criterion_name(struct arena *arena, enum criterion criterion, const char *part) {
    return arena_printf(arena, "criteria_%s_%s", criterion_slug(criterion), part);
}

/* ---- options ---- */

static void word_options(struct arena *arena, enum vocabulary list, struct form_field *field) {
    const struct vocabulary_word *words = vocabulary_words(list, &field->option_count);
    struct form_option *options = ARENA_ARRAY(arena, field->option_count + 1, struct form_option);
    for (size_t i = 0; options != NULL && i < field->option_count; i++) {
        options[i] = (struct form_option){words[i].slug, words[i].label, NULL};
    }
    field->options = options;
}

static void unit_options(struct arena *arena, struct form_field *field) {
    struct form_option *options = ARENA_ARRAY(arena, TIME_YEAR, struct form_option);
    for (int i = 0; options != NULL && i < TIME_YEAR; i++) {
        enum time_unit unit = (enum time_unit)(i + 1);
        options[i] = (struct form_option){time_unit_slug(unit), time_unit_label(unit), NULL};
    }
    field->options = options;
    field->option_count = TIME_YEAR;
}

static void single_option(struct arena *arena, const char *label, struct form_field *field) {
    struct form_option *options = ARENA_ARRAY(arena, 1, struct form_option);
    if (options != NULL) {
        options[0] = (struct form_option){"1", label, NULL};
    }
    field->type = FORM_CHECKBOXES;
    field->options = options;
    field->option_count = 1;
}

static void level_options(struct arena *arena, struct form_field *field) {
    struct form_option *options = ARENA_ARRAY(arena, 7, struct form_option);
    for (int i = 0; options != NULL && i < 7; i++) {
        options[i] =
            (struct form_option){arena_printf(arena, "%d", i), tr_fmt(arena, "Level {1}", i), NULL};
    }
    field->options = options;
    field->option_count = 7;
}

/* ---- one field, by its kind ---- */

static void group_make(struct arena *arena, const struct member *member, struct form_field *field);

static struct form_field field_make(struct arena *arena, const struct member *member,
                                    const char *key, const char *label) {
    const struct desk_look *look = desk_look(key);
    struct form_field field = {
        .name = member->name,
        .type = look->type,
        .label = look->label != NULL ? look->label : label,
        .hint = look->hint,
        .required = look->required,
        .latin = look->latin,
        .least = look->least,
        .most = look->most,
        .width = look->width,
    };
    switch (member->kind) {
    case MEMBER_TEXT:
        field.max = look->type == FORM_MULTILINE ? TEXT_MAX_LETTERS : LINE_MAX_LETTERS;
        break;
    case MEMBER_SET:
        field.type = FORM_CHECKBOXES;
        word_options(arena, member->vocabulary, &field);
        break;
    case MEMBER_CHOICE:
        field.type = FORM_SELECT;
        word_options(arena, member->vocabulary, &field);
        break;
    case MEMBER_UNIT:
        field.type = FORM_SELECT;
        unit_options(arena, &field);
        break;
    case MEMBER_YESNO:
        field.type = FORM_YESNO;
        break;
    case MEMBER_BOOL:
        single_option(arena, look->option, &field);
        break;
    case MEMBER_LIST:
        field.type = FORM_MULTILINE;
        field.max = LIST_MAX_LETTERS;
        break;
    case MEMBER_ROWS:
        group_make(arena, member, &field);
        break;
    default: /* numbers */
        field.type = look->type == FORM_MONEY ? FORM_MONEY : FORM_INT;
        field.most = look->most > 0 ? look->most : INT64_MAX;
        break;
    }
    return field;
}

/* Times and fees may be open upwards. */
static bool has_range(const struct member *member) {
    return strcmp(member->name, "times") == 0 || strcmp(member->name, "fees") == 0;
}

/* Puts a column where its look stands among those of the columns before it. */
static void column_add(struct form_field *fields, const struct desk_look **looks, size_t *count,
                       struct form_field field, const struct desk_look *look) {
    size_t at = (*count)++;
    for (; at > 0 && looks[at - 1] > look; at--) {
        fields[at] = fields[at - 1];
        looks[at] = looks[at - 1];
    }
    fields[at] = field;
    looks[at] = look;
}

static void group_make(struct arena *arena, const struct member *member, struct form_field *field) {
    static const struct member or_more = {.name = DESK_OR_MORE, .kind = MEMBER_BOOL};
    const struct shape *shape = member->shape;
    struct form_field *fields = ARENA_ARRAY(arena, shape->count + 1, struct form_field);
    const struct desk_look *looks[COLUMNS_MAX];
    size_t columns = shape->count + (has_range(member) ? 1 : 0);
    size_t count = 0;
    for (size_t i = 0; fields != NULL && i < columns && i < COLUMNS_MAX; i++) {
        const struct member *column = i < shape->count ? &shape->members[i] : &or_more;
        const char *key = arena_printf(arena, "%s.%s", member->name, column->name);
        /* a system of one's own is no other agency's */
        if (key != NULL && strcmp(key, "own_systems.agency") != 0) {
            column_add(fields, looks, &count, field_make(arena, column, key, column->name),
                       desk_look(key));
        }
    }
    field->type = FORM_GROUP;
    field->fields = fields;
    field->field_count = count;
    field->max = VALUE_LIST_MAX;
}

/* ---- what is several widgets ---- */

static void channels_make(struct arena *arena, struct form_field *fields, size_t *count) {
    for (int stage = STAGE_NONE + 1; stage < STAGE_END; stage++) {
        const char *name = vocabulary_label(VOCABULARY_STAGE, stage);
        struct form_field *boxes = &fields[(*count)++];
        *boxes = (struct form_field){.name = desk_channel_name(arena, (enum stage)stage),
                                     .type = FORM_CHECKBOXES,
                                     .label = name};
        word_options(arena, VOCABULARY_CHANNEL, boxes);
        fields[(*count)++] =
            (struct form_field){.name = desk_channel_words_name(arena, (enum stage)stage),
                                .label = tr_fmt(arena, "Other channels of “{1}”, in words", name),
                                .max = LINE_MAX_LETTERS};
    }
}

static void criteria_make(struct arena *arena, struct form_field *fields, size_t *count) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        enum criterion criterion = (enum criterion)i;
        const char *label = criterion_label(criterion);
        struct form_field *level = &fields[(*count)++];
        *level = (struct form_field){.name = desk_criterion_name(arena, criterion, desk_level),
                                     .type = FORM_SELECT,
                                     .label = tr_fmt(arena, "{1}: declared level", label)};
        level_options(arena, level);
        fields[(*count)++] = (struct form_field){
            .name = desk_criterion_name(arena, criterion, desk_applicable),
            .type = FORM_YESNO,
            .label = tr_fmt(arena, "{1}: does it apply to this service?", label)};
        fields[(*count)++] =
            (struct form_field){.name = desk_criterion_name(arena, criterion, desk_note),
                                .type = FORM_MULTILINE,
                                .label = tr_fmt(arena, "{1}: note", label),
                                .max = TEXT_MAX_LETTERS};
    }
}

static void generation_make(struct arena *arena, struct form_field *field) {
    *field = (struct form_field){
        .name = "generation",
        .type = FORM_SELECT,
        .label = TR_NOOP("Generation of the form"),
        .hint = TR_NOOP("Which questions are asked. Answers of another generation stay.")};
    word_options(arena, VOCABULARY_GENERATION, field);
}

/* Where the present fact was read stands with the field it belongs to. */
static void hint_source(struct arena *arena, struct form_field *field, const char *source) {
    if (source != NULL) {
        field->hint =
            field->hint == NULL ? source : arena_printf(arena, "%s — %s", tr(field->hint), source);
    }
}

enum err desk_section_make(struct arena *arena, enum profile_section section,
                           const struct profile *profile, const struct form_field *extra,
                           size_t extra_count, struct desk_section *out) {
    *out = (struct desk_section){.section = section};
    struct form_field *fields =
        ARENA_ARRAY(arena, extra_count + SECTION_FIELDS_MAX, struct form_field);
    if (fields == NULL) {
        return err_failed();
    }
    size_t count = 0;
    for (; count < extra_count; count++) {
        fields[count] = extra[count];
    }
    if (section == SECTION_IDENTITY) {
        generation_make(arena, &fields[count++]);
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum profile_field field = (enum profile_field)i;
        if (profile_fields[i].section != section || !desk_field_applies(profile, field)) {
            continue;
        }
        out->shown[i] = true;
        struct member member = profile_member(field);
        if (profile_fields[i].kind == PROFILE_CHANNELS) {
            channels_make(arena, fields, &count);
        } else if (profile_fields[i].kind == PROFILE_CRITERIA) {
            criteria_make(arena, fields, &count);
        } else {
            fields[count++] = field_make(arena, &member, member.name, profile_fields[i].label);
            hint_source(arena, &fields[count - 1], desk_source_text(arena, profile, field));
        }
    }
    out->fields = fields;
    out->count = count;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
