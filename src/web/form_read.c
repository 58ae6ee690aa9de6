/* Reading a form from what a browser sent: names are looked up by hash, rows of groups are counted,
   emptied rows dropped, and every declared place is checked, whether it was sent or not. */
#include "web_form_internal.h"

#include "text.h"
#include "tr.h"
#include <stdio.h>
#include <string.h>

enum { FORM_RAW_BUCKETS = 512 };

/* What was sent, by name; values of one name keep their order. */
struct form_raw {
    const struct http_field *field;
    struct form_raw *next;
};

struct form_input {
    struct form_raw *first[FORM_RAW_BUCKETS];
};

/* Which row of a group as it was sent becomes which row of the form. */
struct form_row_map {
    size_t from[FORM_ROWS_MAX];
    size_t count;
};

static enum err form_input_fill(struct arena *arena, struct form_input *input,
                                const struct http_field *fields, size_t count) {
    if (count > FORM_INPUT_FIELDS_MAX) {
        return err_set(ERR_LIMIT, "FRM-1", "The form has too many fields.", NULL);
    }
    struct form_raw *raws = ARENA_ARRAY(arena, count > 0 ? count : 1, struct form_raw);
    if (raws == NULL) {
        return err_failed();
    }
    /* from the last to the first, each put in front: a bucket reads in the order of sending */
    for (size_t i = count; i-- > 0;) {
        struct form_raw **bucket = &input->first[form_hash(fields[i].name) % FORM_RAW_BUCKETS];
        raws[i] = (struct form_raw){.field = &fields[i], .next = *bucket};
        *bucket = &raws[i];
    }
    return ERR_NONE;
}

static const struct form_raw *form_raw_same(const struct form_raw *raw, const char *name) {
    while (raw != NULL && strcmp(raw->field->name, name) != 0) {
        raw = raw->next;
    }
    return raw;
}

static const struct form_raw *form_raw_first(const struct form_input *input, const char *name) {
    return form_raw_same(input->first[form_hash(name) % FORM_RAW_BUCKETS], name);
}

static const char *form_raw_value(const struct form_input *input, const char *name) {
    const struct form_raw *raw = form_raw_first(input, name);
    return raw == NULL ? NULL : raw->field->value;
}

/* Copies the values sent under `from` into the slot. */
static void form_take(struct form *form, const struct form_input *input, const char *from,
                      struct form_slot *slot) {
    const char *value = form_raw_value(input, from);
    if (slot->field->type == FORM_CHECKBOXES) {
        size_t taken = 0;
        for (const struct form_raw *raw = form_raw_first(input, from); raw != NULL;
             raw = form_raw_same(raw->next, from)) {
            if (++taken > slot->field->option_count) {
                form_slot_error(form, slot, tr("There are more answers than can be chosen."));
                break;
            }
            form_choose(form, slot, raw->field->value);
        }
        return;
    }
    if (value != NULL) {
        slot->text = value;
    }
    for (size_t part = 0; slot->field->type == FORM_DATE && part < FORM_PARTS; part++) {
        char name[FORM_NAME_MAX];
        snprintf(name, sizeof(name), "%s.%s", from, form_part_names[part]);
        const char *typed = form_raw_value(input, name);
        slot->parts[part] = typed == NULL ? "" : typed;
    }
}

/* The row number in "fee.12.…" if the name belongs to the group; false otherwise. */
static bool form_row_of(const struct form_field *group, const char *name, size_t *row_out) {
    size_t length = strlen(group->name);
    if (strncmp(name, group->name, length) != 0 || name[length] != '.') {
        return false;
    }
    const char *digit = name + length + 1;
    size_t row = 0;
    for (; *digit >= '0' && *digit <= '9'; digit++) {
        row = row > FORM_ROWS_MAX ? row : row * 10 + (size_t)(*digit - '0');
    }
    *row_out = row;
    return digit > name + length + 1 && *digit == '.';
}

/* Finds the rows that were sent; with `only_filled`, those in which something was typed. */
static void form_rows_sent(struct form *form, const struct form_field *group,
                           const struct http_field *fields, size_t count, bool only_filled,
                           struct form_row_map *map) {
    bool there[FORM_ROWS_MAX] = {false};
    size_t max = form_rows_max(group);
    for (size_t i = 0; i < count; i++) {
        size_t row;
        if (!form_row_of(group, fields[i].name, &row)) {
            continue;
        }
        if (row >= max) {
            form_error(
                form, group->name,
                tr_fmt(form->arena, "“{1}” may have at most {2} rows.", tr(group->label), max));
            continue;
        }
        there[row] = there[row] || !only_filled || fields[i].value[0] != '\0';
    }
    map->count = 0;
    for (size_t row = 0; row < max; row++) {
        if (there[row]) {
            map->from[map->count++] = row;
        }
    }
}

/* "add:fee" and "remove:fee:2"; true if it names a group of this form. */
static bool form_act(struct form *form, const char *act, const struct form_field **group_out,
                     size_t *removed_out) {
    bool add = strncmp(act, "add:", 4) == 0;
    bool cut = strncmp(act, "remove:", 7) == 0;
    const char *name = act + (add ? 4 : 7);
    struct form_place place;
    char group[FORM_NAME_MAX];
    if (!add && !cut) {
        return false;
    }
    snprintf(group, sizeof(group), "%.*s", (int)strcspn(name, ":"), name);
    if (!form_find(form, group, &place) || place.field->type != FORM_GROUP) {
        return false;
    }
    int64_t row = -1;
    const char *colon = strchr(name, ':');
    if (cut && (colon == NULL || !text_int(colon + 1, &row) || row < 0)) {
        return false;
    }
    *group_out = place.field;
    *removed_out = (size_t)row;
    return true;
}

static void form_take_group(struct form *form, const struct form_input *input,
                            const struct form_field *group, const struct form_row_map *map) {
    form_set_rows(form, group->name, map->count);
    for (size_t row = 0; row < map->count; row++) {
        for (size_t i = 0; i < group->field_count; i++) {
            const char *name = form_name(form->arena, group, row, &group->fields[i]);
            const char *from = form_name(form->arena, group, map->from[row], &group->fields[i]);
            struct form_slot *slot = name == NULL ? NULL : form_slot(form, name);
            if (slot == NULL || from == NULL) {
                return; /* the arena has failed; form_read_fields says so */
            }
            form_take(form, input, from, slot);
        }
    }
}

static void form_row_remove(struct form_row_map *map, size_t row) {
    for (size_t i = 0; i < map->count; i++) {
        if (map->from[i] == row) {
            memmove(&map->from[i], &map->from[i + 1], (map->count - i - 1) * sizeof(map->from[0]));
            map->count--;
            return;
        }
    }
}

static void form_row_add(struct form *form, const struct form_field *group) {
    size_t rows = form_rows(form, group->name);
    if (rows >= form_rows_max(group)) {
        form_error(form, group->name,
                   tr_fmt(form->arena, "“{1}” may have at most {2} rows.", tr(group->label), rows));
    } else {
        form_set_rows(form, group->name, rows + 1);
    }
}

/* Checks every declared place. */
static void form_check_all(struct form *form) {
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        if (field->type != FORM_GROUP) {
            struct form_slot *slot = form_slot(form, field->name);
            if (slot != NULL) {
                form_check_slot(form, slot, 0);
            }
            continue;
        }
        size_t rows = form_rows(form, field->name);
        if (field->required && rows == 0) {
            form_error(form, field->name,
                       tr_fmt(form->arena, "“{1}” needs at least one row.", tr(field->label)));
        }
        for (size_t row = 0; row < rows; row++) {
            for (size_t j = 0; j < field->field_count; j++) {
                const char *name = form_name(form->arena, field, row, &field->fields[j]);
                struct form_slot *slot = name == NULL ? NULL : form_slot(form, name);
                if (slot != NULL) {
                    form_check_slot(form, slot, row + 1);
                }
            }
        }
    }
}

enum err form_read_fields(struct form *form, const struct http_field *fields, size_t count) {
    form_clear(form);
    struct form_input *input = ARENA_NEW(form->arena, struct form_input);
    if (input == NULL) {
        return err_failed();
    }
    enum err err = form_input_fill(form->arena, input, fields, count);
    if (err != ERR_NONE) {
        return err;
    }
    const struct form_field *acted_group = NULL;
    size_t removed = 0;
    const char *act = form_raw_value(input, "form_act");
    if (act != NULL && form_act(form, act, &acted_group, &removed)) {
        form->acted = act;
    }
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        if (field->type == FORM_GROUP) {
            struct form_row_map map;
            form_rows_sent(form, field, fields, count, form->acted == NULL, &map);
            if (field == acted_group) {
                form_row_remove(&map, removed);
            }
            form_take_group(form, input, field, &map);
        } else {
            struct form_slot *slot = form_slot(form, field->name);
            if (slot != NULL) {
                form_take(form, input, field->name, slot);
            }
        }
    }
    if (form->acted != NULL && strncmp(form->acted, "add:", 4) == 0) {
        form_row_add(form, acted_group);
    } else if (form->acted == NULL) {
        form_check_all(form);
    }
    if (arena_failed(form->arena)) {
        return err_failed();
    }
    return form_ok(form) ? ERR_NONE
                         : err_set(ERR_INVALID, "FRM-2", "Some answers need your attention.", NULL);
}
