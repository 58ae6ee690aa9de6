/* What was typed, back into the profile. */
#include "desk_section.h"

#include <string.h>
#include "registry_desk_internal.h"
#include "text.h"
#include "tr.h"
#include "profile_change.h"

static void *at(void *object, const struct member *member) {
    return (char *)object + member->offset;
}

const struct form_field *desk_column(const struct form_field *group, const char *name) {
    for (size_t i = 0; i < group->field_count; i++) {
        if (strcmp(group->fields[i].name, name) == 0) {
            return &group->fields[i];
        }
    }
    return NULL;
}

const struct form_field *desk_field(const struct desk_section *section, const char *name) {
    struct form_field all = {.fields = section->fields, .field_count = section->count};
    return desk_column(&all, name);
}

/* ---- one value ---- */

static enum err take_list(struct arena *arena, struct form *form, const char *name,
                          const char *text, struct value_list *out) {
    const char **items = ARENA_ARRAY(arena, VALUE_LIST_MAX, const char *);
    size_t count = 0;
    if (items == NULL) {
        return err_failed();
    }
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        const char *item = text_clean(arena, arena_strndup(arena, line, length), false);
        if (item == NULL) {
            return err_failed();
        }
        if (item[0] != '\0' && count == VALUE_LIST_MAX) {
            form_error(form, name,
                       tr_fmt(arena, "There may be at most {1} lines.", (int)VALUE_LIST_MAX));
            break;
        }
        if (item[0] != '\0') {
            items[count++] = item;
        }
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    *out = (struct value_list){items, count};
    return ERR_NONE;
}

static uint32_t take_bits(const struct form *form, const char *name, enum vocabulary list) {
    size_t count = 0;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    uint32_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        bits |= form_checked(form, name, words[i].slug) ? VOCABULARY_BIT(i + 1) : 0;
    }
    return bits;
}

static enum yesno take_yesno(const struct form *form, const char *name) {
    const char *value = form_value(form, name);
    return strcmp(value, "1") == 0 ? YESNO_YES : strcmp(value, "0") == 0 ? YESNO_NO : YESNO_UNKNOWN;
}

static enum err take_text(struct arena *arena, const char *value, bool multiline,
                          const char **out) {
    *out = text_clean(arena, value, multiline);
    return *out == NULL ? err_failed() : ERR_NONE;
}

static enum err take_rows(struct arena *arena, struct form *form, const struct form_field *group,
                          const struct member *member, void *object);

static enum err take_member(struct arena *arena, struct form *form, const char *name,
                            const struct form_field *field, const struct member *member,
                            void *object) {
    void *value = at(object, member);
    const char *typed = form_value(form, name);
    int64_t number = 0;
    bool is_number = form_int(form, name, &number);
    switch (member->kind) {
    case MEMBER_TEXT:
        return take_text(arena, typed, field->type == FORM_MULTILINE, value);
    case MEMBER_SET:
        *(uint32_t *)value = take_bits(form, name, member->vocabulary);
        break;
    case MEMBER_CHOICE:
        *(int *)value = vocabulary_value(member->vocabulary, typed);
        break;
    case MEMBER_UNIT:
        *(enum time_unit *)value = time_unit_value(typed);
        break;
    case MEMBER_YESNO:
        *(int *)value = (int)take_yesno(form, name);
        break;
    case MEMBER_BOOL:
        *(bool *)value = form_checked(form, name, "1");
        break;
    case MEMBER_SMALL:
        *(int *)value = is_number ? (int)number : 0;
        break;
    case MEMBER_INT:
        *(struct maybe_int *)value = is_number ? known_int(number) : UNKNOWN_INT;
        break;
    case MEMBER_LIST:
        return take_list(arena, form, name, typed, value);
    case MEMBER_ROWS:
        return take_rows(arena, form, field, member, object);
    case MEMBER_MOMENT:
    case MEMBER_CRITERIA:
        break; /* not in a form; on their own below */
    }
    return ERR_NONE;
}

/* ---- rows ---- */

/* "3" alone is exactly 3; "2 to 3 days" names its unit once. */
static void time_complete(struct time_case *time, bool or_more) {
    if (time->least.known && time->least_unit == 0) {
        time->least_unit = time->most_unit;
    }
    if (time->most.known && time->most_unit == 0) {
        time->most_unit = time->least_unit;
    }
    if (time->least.known && !time->most.known && !or_more) {
        time->most = time->least;
        time->most_unit = time->least_unit;
    }
}

static void row_complete(struct arena *arena, const struct form *form, const char *group,
                         size_t row, void *item) {
    const char *more = arena_printf(arena, "%s.%zu.%s", group, row, DESK_OR_MORE);
    bool or_more = more != NULL && form_checked(form, more, "1");
    if (strcmp(group, "times") == 0) {
        time_complete(item, or_more);
    } else if (strcmp(group, "fees") == 0) {
        struct fee_case *fee = item;
        fee->most = fee->least.known && !fee->most.known && !or_more ? fee->least : fee->most;
    }
}

static bool row_known(const struct shape *shape, const void *item) {
    for (size_t i = 0; i < shape->count; i++) {
        if (member_known(&shape->members[i], item)) {
            return true;
        }
    }
    return false;
}

static enum err take_rows(struct arena *arena, struct form *form, const struct form_field *group,
                          const struct member *member, void *object) {
    const struct shape *shape = member->shape;
    struct rows *out = at(object, member);
    size_t count = form_rows(form, group->name);
    char *items = arena_array(arena, count + 1, shape->size);
    *out = (struct rows){items, 0};
    if (items == NULL) {
        return err_failed();
    }
    for (size_t row = 0; row < count; row++) {
        char *item = items + out->count * shape->size;
        shape_init(shape, item);
        for (size_t i = 0; i < shape->count; i++) {
            const struct form_field *field = desk_column(group, shape->members[i].name);
            if (field == NULL) {
                continue;
            }
            const char *name = arena_printf(arena, "%s.%zu.%s", group->name, row, field->name);
            enum err err = name == NULL
                               ? err_failed()
                               : take_member(arena, form, name, field, &shape->members[i], item);
            if (err != ERR_NONE) {
                return err;
            }
        }
        row_complete(arena, form, group->name, row, item);
        out->count += row_known(shape, item) ? 1 : 0;
    }
    return ERR_NONE;
}

/* ---- channels and criteria ---- */

struct uses {
    struct channel_use *items;
    size_t count;
};

static void use_add(struct uses *uses, enum stage stage, enum channel channel, const char *text) {
    if (uses->count < VALUE_LIST_MAX) {
        uses->items[uses->count++] = (struct channel_use){stage, channel, text};
    }
}

/* The words a tick was read from stay with it. */
static void take_tick(struct uses *uses, const struct value_channels *base, enum stage stage,
                      enum channel channel) {
    size_t before = uses->count;
    for (size_t i = 0; i < base->count; i++) {
        if (base->items[i].stage == stage && base->items[i].channel == channel) {
            use_add(uses, stage, channel, base->items[i].text);
        }
    }
    if (uses->count == before) {
        use_add(uses, stage, channel, "");
    }
}

static enum err take_other(struct arena *arena, const struct form *form, enum stage stage,
                           struct uses *uses) {
    struct value_list words;
    enum err err =
        value_read_list(arena, form_value(form, desk_channel_words_name(arena, stage)), &words);
    for (size_t i = 0; err == ERR_NONE && i < words.count; i++) {
        use_add(uses, stage, CHANNEL_OTHER, words.items[i]);
    }
    bool ticked = form_checked(form, desk_channel_name(arena, stage),
                               vocabulary_slug(VOCABULARY_CHANNEL, CHANNEL_OTHER));
    if (err == ERR_NONE && words.count == 0 && ticked) {
        use_add(uses, stage, CHANNEL_OTHER, "");
    }
    return err;
}

static enum err take_channels(struct arena *arena, const struct form *form,
                              const struct value_channels *base, struct value_channels *out) {
    struct uses uses = {ARENA_ARRAY(arena, VALUE_LIST_MAX, struct channel_use), 0};
    if (uses.items == NULL) {
        return err_failed();
    }
    for (int stage = STAGE_NONE + 1; stage < STAGE_END; stage++) {
        const char *name = desk_channel_name(arena, (enum stage)stage);
        for (int channel = CHANNEL_NONE + 1; name != NULL && channel < CHANNEL_OTHER; channel++) {
            if (form_checked(form, name, vocabulary_slug(VOCABULARY_CHANNEL, channel))) {
                take_tick(&uses, base, (enum stage)stage, (enum channel)channel);
            }
        }
        enum err err =
            name == NULL ? err_failed() : take_other(arena, form, (enum stage)stage, &uses);
        if (err != ERR_NONE) {
            return err;
        }
    }
    *out = (struct value_channels){uses.items, uses.count};
    return ERR_NONE;
}

static enum err take_criteria(struct arena *arena, const struct form *form,
                              struct profile_criteria *out) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        enum criterion criterion = (enum criterion)i;
        int64_t level = 0;
        bool known = form_int(form, desk_criterion_name(arena, criterion, desk_level), &level);
        const char *note = text_clean(
            arena, form_value(form, desk_criterion_name(arena, criterion, desk_note)), true);
        if (note == NULL) {
            return err_failed();
        }
        out->items[i] = (struct profile_declared){
            known ? known_int(level) : UNKNOWN_INT,
            take_yesno(form, desk_criterion_name(arena, criterion, desk_applicable)), note};
    }
    return ERR_NONE;
}

/* ---- a section ---- */

/* *out is base with every answer of the form, as the form shows them. */
static enum err take_all(struct arena *arena, struct form *form, const struct desk_section *section,
                         const struct profile *base, struct profile *out) {
    *out = *base;
    if (section->section == SECTION_IDENTITY) {
        out->generation = (enum generation)vocabulary_value(VOCABULARY_GENERATION,
                                                            form_value(form, "generation"));
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct member member = profile_member((enum profile_field)i);
        enum err err = ERR_NONE;
        if (!section->shown[i]) {
            continue;
        }
        switch (profile_fields[i].kind) {
        case PROFILE_CHANNELS:
            err = take_channels(arena, form, &base->channels, &out->channels);
            break;
        case PROFILE_CRITERIA:
            err = take_criteria(arena, form, &out->criteria);
            break;
        default:
            err = take_member(arena, form, member.name, desk_field(section, member.name), &member,
                              out);
            break;
        }
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

void desk_field_copy(struct profile *to, const struct profile *from, enum profile_field field) {
    static const size_t sizes[] = {
        [PROFILE_TEXT] = sizeof(PROFILE_C_TEXT),
        [PROFILE_SET] = sizeof(PROFILE_C_SET),
        [PROFILE_CHOICE] = sizeof(PROFILE_C_CHOICE),
        [PROFILE_INT] = sizeof(PROFILE_C_INT),
        [PROFILE_YESNO] = sizeof(PROFILE_C_YESNO),
        [PROFILE_LIST] = sizeof(PROFILE_C_LIST),
        [PROFILE_TIMES] = sizeof(PROFILE_C_TIMES),
        [PROFILE_FEES] = sizeof(PROFILE_C_FEES),
        [PROFILE_VOLUMES] = sizeof(PROFILE_C_VOLUMES),
        [PROFILE_CHANNELS] = sizeof(PROFILE_C_CHANNELS),
        [PROFILE_VISITS] = sizeof(PROFILE_C_VISITS),
        [PROFILE_LINKS] = sizeof(PROFILE_C_LINKS),
        [PROFILE_CENTRES] = sizeof(PROFILE_C_CENTRES),
        [PROFILE_CRITERIA] = sizeof(PROFILE_C_CRITERIA),
    };
    size_t offset = profile_fields[field].offset;
    memcpy((char *)to + offset, (const char *)from + offset, sizes[profile_fields[field].kind]);
}

static void check_units(struct arena *arena, struct form *form, const struct value_times *times) {
    for (size_t i = 0; i < times->count; i++) {
        const struct time_case *time = &times->items[i];
        if ((time->least.known && time->least_unit == 0) ||
            (time->most.known && time->most_unit == 0)) {
            form_error(form, arena_printf(arena, "times.%zu.least_unit", i),
                       tr("Say whether the time is in minutes, hours, days, …"));
        }
    }
}

enum err desk_section_take(struct arena *arena, struct form *form,
                           const struct desk_section *section, const struct profile *base,
                           struct profile *out, bool touched[FIELD_COUNT]) {
    struct profile *typed = ARENA_NEW(arena, struct profile);
    struct profile *drawn = ARENA_NEW(arena, struct profile);
    struct form *echo = form_create(arena, section->fields, section->count);
    struct profile_diff diff;
    if (typed == NULL || drawn == NULL || echo == NULL) {
        return err_failed();
    }
    /* the form as it was drawn, taken the same way: what differs from it was typed */
    desk_section_fill(arena, echo, section, base);
    enum err err = take_all(arena, echo, section, base, drawn);
    err = err == ERR_NONE ? take_all(arena, form, section, base, typed) : err;
    err = err == ERR_NONE ? registry_profile_diff(arena, drawn, typed, &diff) : err;
    if (err != ERR_NONE) {
        return err;
    }
    memset(touched, 0, FIELD_COUNT * sizeof touched[0]);
    *out = *base;
    for (size_t i = 0; i < diff.count; i++) {
        touched[diff.items[i].field] = true;
        desk_field_copy(out, typed, diff.items[i].field);
    }
    out->generation = typed->generation;
    if (touched[FIELD_times]) {
        check_units(arena, form, &typed->times);
    }
    if (arena_failed(arena)) {
        return err_failed();
    }
    return form_ok(form)
               ? ERR_NONE
               : err_set(ERR_INVALID, "REG-60", "Some answers need your attention.", NULL);
}
