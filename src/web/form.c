/* The values of a form: finding, reading and setting them. Reading a request is in form_read.c,
   checking in form_check.c, drawing in form_draw.c. */
#include "web_form_internal.h"

#include "calendar.h"
#include "text.h"
#include <string.h>

const char *const form_part_names[FORM_PARTS] = {"day", "month", "year"};

size_t form_hash(const char *text) {
    size_t hash = 2166136261u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    }
    return hash;
}

size_t form_rows_max(const struct form_field *group) {
    size_t max = group->max > 0 ? group->max : FORM_ROWS_DEFAULT;
    return max < FORM_ROWS_MAX ? max : FORM_ROWS_MAX;
}

static void form_count(struct form *form, const struct form_field *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (fields[i].type == FORM_GROUP) {
            form_count(form, fields[i].fields, fields[i].field_count);
        } else {
            form->asked++;
            form->required += fields[i].required;
        }
    }
}

struct form *form_create(struct arena *arena, const struct form_field *fields, size_t count) {
    struct form *form = ARENA_NEW(arena, struct form);
    struct form_group *groups = ARENA_ARRAY(arena, count > 0 ? count : 1, struct form_group);
    if (form == NULL || groups == NULL) {
        return NULL;
    }
    form->arena = arena;
    form->fields = fields;
    form->count = count;
    form->groups = groups;
    for (size_t i = 0; i < count; i++) {
        groups[i].field = &fields[i];
    }
    form_count(form, fields, count);
    return form;
}

void form_clear(struct form *form) {
    memset(form->buckets, 0, sizeof(form->buckets));
    for (size_t i = 0; i < form->count; i++) {
        form->groups[i].rows = 0;
    }
    form->acted = NULL;
    form->messages = NULL;
    form->wrong = false;
}

static const struct form_field *form_field_named(const struct form_field *fields, size_t count,
                                                 const char *name, size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(fields[i].name) == length && memcmp(fields[i].name, name, length) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

bool form_find(const struct form *form, const char *name, struct form_place *out) {
    const char *dot = strchr(name, '.');
    size_t length = dot == NULL ? strlen(name) : (size_t)(dot - name);
    const struct form_field *field = form_field_named(form->fields, form->count, name, length);
    if (field == NULL) {
        return false;
    }
    if (dot == NULL) {
        *out = (struct form_place){.field = field};
        return true;
    }
    size_t row = 0;
    const char *digit = dot + 1;
    for (; *digit >= '0' && *digit <= '9' && row < FORM_ROWS_MAX; digit++) {
        row = row * 10 + (size_t)(*digit - '0');
    }
    bool canonical = digit > dot + 1 && (dot[1] != '0' || digit == dot + 2);
    if (field->type != FORM_GROUP || !canonical || *digit != '.' || row >= form_rows_max(field)) {
        return false;
    }
    const struct form_field *inner =
        form_field_named(field->fields, field->field_count, digit + 1, strlen(digit + 1));
    *out = (struct form_place){.group = field, .field = inner, .row = row};
    return inner != NULL;
}

const char *form_name(struct arena *arena, const struct form_field *group, size_t row,
                      const struct form_field *field) {
    return group == NULL ? field->name
                         : arena_printf(arena, "%s.%zu.%s", group->name, row, field->name);
}

const struct form_slot *form_look(const struct form *form, const char *name) {
    const struct form_slot *slot = form->buckets[form_hash(name) % FORM_BUCKETS];
    while (slot != NULL && strcmp(slot->name, name) != 0) {
        slot = slot->next;
    }
    return slot;
}

struct form_slot *form_slot(struct form *form, const char *name) {
    struct form_slot **bucket = &form->buckets[form_hash(name) % FORM_BUCKETS];
    for (struct form_slot *slot = *bucket; slot != NULL; slot = slot->next) {
        if (strcmp(slot->name, name) == 0) {
            return slot;
        }
    }
    struct form_place place;
    if (!form_find(form, name, &place)) {
        return NULL;
    }
    struct form_slot *slot = ARENA_NEW(form->arena, struct form_slot);
    const char *kept = arena_strdup(form->arena, name);
    if (slot == NULL || kept == NULL) {
        return NULL;
    }
    *slot = (struct form_slot){
        .name = kept, .field = place.field, .text = "", .parts = {"", "", ""}, .next = *bucket};
    *bucket = slot;
    if (place.group != NULL) {
        size_t *rows = form_row_count(form, place.group);
        *rows = *rows > place.row ? *rows : place.row + 1;
    }
    return slot;
}

size_t *form_row_count(struct form *form, const struct form_field *group) {
    return &form->groups[group - form->fields].rows;
}

bool form_has_option(const struct form_field *field, const char *value) {
    for (size_t i = 0; i < field->option_count; i++) {
        if (strcmp(field->options[i].value, value) == 0) {
            return true;
        }
    }
    return false;
}

void form_choose(struct form *form, struct form_slot *slot, const char *value) {
    struct form_choice **end = &slot->choices;
    for (; *end != NULL; end = &(*end)->next) {
        if (strcmp((*end)->value, value) == 0) {
            return;
        }
    }
    struct form_choice *choice = ARENA_NEW(form->arena, struct form_choice);
    const char *kept = arena_strdup(form->arena, value);
    if (choice != NULL && kept != NULL) {
        choice->value = kept;
        *end = choice;
    }
}

void form_slot_error(struct form *form, struct form_slot *slot, const char *message) {
    if (slot->error == NULL) {
        slot->error = message;
    }
    form->wrong = true;
}

const char *form_acted(const struct form *form) {
    return form->acted;
}

bool form_ok(const struct form *form) {
    return !form->wrong;
}

const char *form_value(const struct form *form, const char *name) {
    const struct form_slot *slot = form_look(form, name);
    return slot == NULL ? "" : slot->text;
}

bool form_int(const struct form *form, const char *name, int64_t *out) {
    return text_int(form_value(form, name), out);
}

bool form_day(const struct form *form, const char *name, int64_t *out) {
    struct jalali date;
    return calendar_parse_jalali(form_value(form, name), &date) && calendar_day(date, out);
}

bool form_checked(const struct form *form, const char *name, const char *option) {
    const struct form_slot *slot = form_look(form, name);
    if (slot == NULL) {
        return false;
    }
    for (const struct form_choice *choice = slot->choices; choice != NULL; choice = choice->next) {
        if (strcmp(choice->value, option) == 0) {
            return true;
        }
    }
    return slot->field->type != FORM_CHECKBOXES && strcmp(slot->text, option) == 0;
}

size_t form_rows(const struct form *form, const char *group) {
    struct form_place place;
    return form_find(form, group, &place) ? form->groups[place.field - form->fields].rows : 0;
}

void form_set(struct form *form, const char *name, const char *value) {
    struct form_slot *slot = form_slot(form, name);
    const char *kept = arena_strdup(form->arena, value == NULL ? "" : value);
    if (slot == NULL || kept == NULL) {
        return;
    }
    slot->text = kept;
    struct jalali date;
    if (slot->field->type == FORM_DATE && calendar_parse_jalali(kept, &date)) {
        slot->parts[FORM_DAY] = arena_printf(form->arena, "%d", date.day);
        slot->parts[FORM_MONTH] = arena_printf(form->arena, "%d", date.month);
        slot->parts[FORM_YEAR] = arena_printf(form->arena, "%d", date.year);
    }
}

void form_set_int(struct form *form, const char *name, int64_t value) {
    form_set(form, name, arena_printf(form->arena, "%lld", (long long)value));
}

void form_set_day(struct form *form, const char *name, int64_t day) {
    struct jalali date = calendar_jalali(day);
    form_set(form, name,
             arena_printf(form->arena, "%04d/%02d/%02d", date.year, date.month, date.day));
}

void form_check(struct form *form, const char *name, const char *option) {
    struct form_slot *slot = form_slot(form, name);
    if (slot != NULL) {
        form_choose(form, slot, option);
    }
}

void form_set_rows(struct form *form, const char *group, size_t count) {
    struct form_place place;
    if (form_find(form, group, &place) && place.field->type == FORM_GROUP) {
        size_t max = form_rows_max(place.field);
        *form_row_count(form, place.field) = count < max ? count : max;
    }
}

void form_error(struct form *form, const char *name, const char *message) {
    struct form_slot *slot = name == NULL ? NULL : form_slot(form, name);
    if (slot != NULL) {
        form_slot_error(form, slot, message);
        return;
    }
    struct form_message **end = &form->messages;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    form->wrong = true;
    *end = ARENA_NEW(form->arena, struct form_message);
    if (*end != NULL) {
        (*end)->text = message;
    }
}

const char *form_error_at(const struct form *form, const char *name) {
    if (name == NULL) {
        return form->messages == NULL ? NULL : form->messages->text;
    }
    const struct form_slot *slot = form_look(form, name);
    return slot == NULL ? NULL : slot->error;
}
