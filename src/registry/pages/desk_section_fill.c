/* The profile into the form of a section. */
#include "desk_section.h"

#include <string.h>
#include "buf.h"
#include "registry_desk_internal.h"
#include "text.h"

enum { LIST_BYTES_MAX = 1 << 18 };

static const void *at(const void *object, const struct member *member) {
    return (const char *)object + member->offset;
}

/* As the browser will send it back, if nobody touches it. */
static void set_text(struct arena *arena, struct form *form, const char *name,
                     const struct form_field *field, const char *text) {
    const char *clean = text_clean(arena, text, field->type == FORM_MULTILINE);
    clean = clean != NULL && field->latin ? text_latin_digits(arena, clean) : clean;
    form_set(form, name, clean);
}

static void set_list(struct arena *arena, struct form *form, const char *name,
                     const struct value_list *list) {
    struct buf lines;
    buf_init(&lines, LIST_BYTES_MAX);
    for (size_t i = 0; i < list->count; i++) {
        buf_str(&lines, i > 0 ? "\n" : "");
        buf_str(&lines, text_clean(arena, list->items[i], false));
    }
    form_set(form, name, buf_text(&lines));
    buf_finish(&lines);
}

static void set_bits(struct form *form, const char *name, enum vocabulary list, uint32_t bits) {
    size_t count = 0;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    for (size_t i = 0; i < count; i++) {
        if ((bits & VOCABULARY_BIT(i + 1)) != 0) {
            form_check(form, name, words[i].slug);
        }
    }
}

static void set_yesno(struct form *form, const char *name, int value) {
    form_set(form, name, value == YESNO_YES ? "1" : value == YESNO_NO ? "0" : "");
}

static void fill_rows(struct arena *arena, struct form *form, const struct form_field *group,
                      const struct member *member, const void *object);

/* One member of the profile or of a row, into the field of that name. */
static void fill_member(struct arena *arena, struct form *form, const char *name,
                        const struct form_field *field, const struct member *member,
                        const void *object) {
    const void *value = at(object, member);
    if (!member_known(member, object)) {
        return;
    }
    switch (member->kind) {
    case MEMBER_TEXT:
        set_text(arena, form, name, field, *(const char *const *)value);
        break;
    case MEMBER_SET:
        set_bits(form, name, member->vocabulary, *(const uint32_t *)value);
        break;
    case MEMBER_CHOICE:
        form_set(form, name, vocabulary_slug(member->vocabulary, *(const int *)value));
        break;
    case MEMBER_UNIT:
        form_set(form, name, time_unit_slug(*(const enum time_unit *)value));
        break;
    case MEMBER_YESNO:
        set_yesno(form, name, *(const int *)value);
        break;
    case MEMBER_BOOL:
        form_check(form, name, "1");
        break;
    case MEMBER_SMALL:
        form_set_int(form, name, *(const int *)value);
        break;
    case MEMBER_INT:
        form_set_int(form, name, ((const struct maybe_int *)value)->value);
        break;
    case MEMBER_LIST:
        set_list(arena, form, name, value);
        break;
    case MEMBER_ROWS:
        fill_rows(arena, form, field, member, object);
        break;
    case MEMBER_MOMENT:
    case MEMBER_CRITERIA:
        break; /* not in a form; on their own below */
    }
}

/* One amount is shown once, and an open end as a tick, as people write them. */
static void fill_range(struct arena *arena, struct form *form, const char *group, size_t row,
                       struct maybe_int least, struct maybe_int most, bool same_unit) {
    if (least.known && !most.known) {
        form_check(form, arena_printf(arena, "%s.%zu.%s", group, row, DESK_OR_MORE), "1");
    } else if (least.known && most.known && least.value == most.value && same_unit) {
        form_set(form, arena_printf(arena, "%s.%zu.most", group, row), "");
        if (strcmp(group, "times") == 0) {
            form_set(form, arena_printf(arena, "%s.%zu.most_unit", group, row), "");
        }
    }
}

static void fill_rows(struct arena *arena, struct form *form, const struct form_field *group,
                      const struct member *member, const void *object) {
    const struct rows *rows = at(object, member);
    const struct shape *shape = member->shape;
    form_set_rows(form, group->name, rows->count);
    for (size_t row = 0; row < rows->count; row++) {
        const char *item = (const char *)rows->items + row * shape->size;
        for (size_t i = 0; i < shape->count; i++) {
            const struct form_field *field = desk_column(group, shape->members[i].name);
            if (field != NULL) {
                const char *name = arena_printf(arena, "%s.%zu.%s", group->name, row, field->name);
                fill_member(arena, form, name, field, &shape->members[i], item);
            }
        }
        if (strcmp(group->name, "times") == 0) {
            const struct time_case *time = (const void *)item;
            fill_range(arena, form, group->name, row, time->least, time->most,
                       time->least_unit == time->most_unit);
        } else if (strcmp(group->name, "fees") == 0) {
            const struct fee_case *fee = (const void *)item;
            fill_range(arena, form, group->name, row, fee->least, fee->most, true);
        }
    }
}

static void fill_channels(struct arena *arena, struct form *form,
                          const struct value_channels *channels) {
    for (size_t i = 0; i < channels->count; i++) {
        const struct channel_use *use = &channels->items[i];
        form_check(form, desk_channel_name(arena, use->stage),
                   vocabulary_slug(VOCABULARY_CHANNEL, (int)use->channel));
        if (use->channel == CHANNEL_OTHER && use->text[0] != '\0') {
            const char *name = desk_channel_words_name(arena, use->stage);
            const char *so_far = form_value(form, name);
            const char *text = text_clean(arena, use->text, false);
            form_set(form, name,
                     so_far[0] == '\0' ? text : arena_printf(arena, "%s؛ %s", so_far, text));
        }
    }
}

static void fill_criteria(struct arena *arena, struct form *form,
                          const struct profile_criteria *criteria) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct profile_declared *declared = &criteria->items[i];
        enum criterion criterion = (enum criterion)i;
        if (declared->level.known) {
            form_set_int(form, desk_criterion_name(arena, criterion, desk_level),
                         declared->level.value);
        }
        set_yesno(form, desk_criterion_name(arena, criterion, desk_applicable),
                  (int)declared->applicable);
        form_set(form, desk_criterion_name(arena, criterion, desk_note),
                 text_clean(arena, declared->note, true));
    }
}

void desk_section_fill(struct arena *arena, struct form *form, const struct desk_section *section,
                       const struct profile *profile) {
    if (section->section == SECTION_IDENTITY) {
        form_set(form, "generation",
                 vocabulary_slug(VOCABULARY_GENERATION, (int)profile->generation));
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct member member = profile_member((enum profile_field)i);
        if (!section->shown[i]) {
            continue;
        }
        switch (profile_fields[i].kind) {
        case PROFILE_CHANNELS:
            fill_channels(arena, form, &profile->channels);
            break;
        case PROFILE_CRITERIA:
            fill_criteria(arena, form, &profile->criteria);
            break;
        default:
            fill_member(arena, form, member.name, desk_field(section, member.name), &member,
                        profile);
            break;
        }
    }
}
