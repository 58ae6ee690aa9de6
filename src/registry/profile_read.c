/* The profile from JSON: unknown keys, wrong kinds and texts that are too long are refused. */
#include <string.h>
#include "profile_shape.h"

static enum err refuse(const char *name) {
    return err_set(ERR_INVALID, "REG-3",
                   "The profile has a wrong value in \"{1}\". Check that field.", name, NULL);
}

static enum err read_text(struct arena *arena, const char *name, const json_t *json,
                          const char **out) {
    if (!json_is_string(json)) {
        return refuse(name);
    }
    if (json_string_length(json) > PROFILE_TEXT_MAX) {
        return err_set(ERR_LIMIT, "REG-4", "The text of \"{1}\" is too long.", name, NULL);
    }
    *out = arena_strdup(arena, json_string_value(json));
    return *out == NULL ? err_failed() : ERR_NONE;
}

static enum err read_row(struct arena *arena, const char *name, const struct shape *shape,
                         const json_t *json, void *row) {
    size_t seen = 0;
    shape_init(shape, row);
    if (!json_is_object(json)) {
        return refuse(name);
    }
    for (size_t i = 0; i < shape->count; i++) {
        const json_t *value = json_object_get(json, shape->members[i].name);
        if (value == NULL) {
            continue;
        }
        seen++;
        enum err err = member_read(arena, &shape->members[i], value, row);
        if (err != ERR_NONE) {
            return err;
        }
    }
    return seen == json_object_size(json) ? ERR_NONE : refuse(name);
}

static enum err read_rows(struct arena *arena, const char *name, const struct shape *shape,
                          const json_t *json, struct rows *out) {
    if (!json_is_array(json) || json_array_size(json) > VALUE_LIST_MAX) {
        return refuse(name);
    }
    size_t count = json_array_size(json);
    char *items = arena_array(arena, count == 0 ? 1 : count, shape->size);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        enum err err =
            read_row(arena, name, shape, json_array_get(json, i), items + i * shape->size);
        if (err != ERR_NONE) {
            return err;
        }
    }
    *out = (struct rows){items, count};
    return ERR_NONE;
}

static enum err read_list(struct arena *arena, const char *name, const json_t *json,
                          struct value_list *out) {
    if (!json_is_array(json) || json_array_size(json) > VALUE_LIST_MAX) {
        return refuse(name);
    }
    size_t count = json_array_size(json);
    const char **items = ARENA_ARRAY(arena, count == 0 ? 1 : count, const char *);
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        enum err err = read_text(arena, name, json_array_get(json, i), &items[i]);
        if (err != ERR_NONE) {
            return err;
        }
    }
    *out = (struct value_list){items, count};
    return ERR_NONE;
}

static enum err read_set(const char *name, enum vocabulary list, const json_t *json,
                         uint32_t *out) {
    *out = 0;
    for (size_t i = 0; i < json_array_size(json); i++) {
        int value = vocabulary_value(list, json_string_value(json_array_get(json, i)));
        if (value == 0) {
            return refuse(name);
        }
        *out |= VOCABULARY_BIT(value);
    }
    return json_is_array(json) ? ERR_NONE : refuse(name);
}

static enum err read_criteria(struct arena *arena, const char *name, const json_t *json,
                              struct profile_criteria *out) {
    size_t seen = 0;
    if (!json_is_object(json)) {
        return refuse(name);
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const json_t *value = json_object_get(json, criterion_slug((enum criterion)i));
        if (value == NULL) {
            continue;
        }
        seen++;
        enum err err = read_row(arena, name, &profile_declared_shape, value, &out->items[i]);
        if (err != ERR_NONE) {
            return err;
        }
    }
    return seen == json_object_size(json) ? ERR_NONE : refuse(name);
}

static enum err read_int(const char *name, const json_t *json, int64_t least, int64_t most,
                         int64_t *out) {
    if (!json_is_integer(json) || json_integer_value(json) < least ||
        json_integer_value(json) > most) {
        return refuse(name);
    }
    *out = json_integer_value(json);
    return ERR_NONE;
}

static enum err read_word(const struct member *member, const json_t *json, int *out) {
    const char *slug = json_is_string(json) ? json_string_value(json) : "";
    *out = member->kind == MEMBER_UNIT ? (int)time_unit_value(slug)
                                       : vocabulary_value(member->vocabulary, slug);
    return *out == 0 ? refuse(member->name) : ERR_NONE;
}

enum err member_read(struct arena *arena, const struct member *member, const json_t *json,
                     void *object) {
    void *at = (char *)object + member->offset;
    int64_t number = 0;
    enum err err;
    switch (member->kind) {
    case MEMBER_TEXT:
        return read_text(arena, member->name, json, at);
    case MEMBER_SET:
        return read_set(member->name, member->vocabulary, json, at);
    case MEMBER_CHOICE:
    case MEMBER_UNIT:
        return read_word(member, json, at);
    case MEMBER_YESNO:
        *(int *)at = json_is_true(json) ? YESNO_YES : YESNO_NO;
        return json_is_boolean(json) ? ERR_NONE : refuse(member->name);
    case MEMBER_BOOL:
        *(bool *)at = json_is_true(json);
        return json_is_boolean(json) ? ERR_NONE : refuse(member->name);
    case MEMBER_SMALL:
        err = read_int(member->name, json, 0, INT32_MAX, &number);
        *(int *)at = (int)number;
        return err;
    case MEMBER_MOMENT:
        return read_int(member->name, json, 0, INT64_MAX, at);
    case MEMBER_INT:
        err = read_int(member->name, json, INT64_MIN, INT64_MAX, &number);
        *(struct maybe_int *)at = known_int(number);
        return err;
    case MEMBER_LIST:
        return read_list(arena, member->name, json, at);
    case MEMBER_ROWS:
        return read_rows(arena, member->name, member->shape, json, at);
    case MEMBER_CRITERIA:
        return read_criteria(arena, member->name, json, at);
    }
    return refuse(member->name);
}

static enum err read_sources(struct arena *arena, const json_t *root, struct profile *out,
                             size_t *seen) {
    const json_t *sources = json_object_get(root, "sources");
    const json_t *source_of = json_object_get(root, "source_of");
    struct rows rows = {0};
    size_t used = 0;
    *seen += (sources != NULL ? 1 : 0) + (source_of != NULL ? 1 : 0);
    if (sources != NULL) {
        enum err err = read_rows(arena, "sources", &profile_source_shape, sources, &rows);
        if (err != ERR_NONE) {
            return err;
        }
    }
    if (rows.count > PROFILE_SOURCES_MAX) {
        return refuse("sources");
    }
    out->sources = rows.items;
    out->source_count = rows.count;
    for (int i = 0; i < FIELD_COUNT && source_of != NULL; i++) {
        const json_t *value = json_object_get(source_of, profile_fields[i].name);
        int64_t index = 0;
        if (value == NULL) {
            continue;
        }
        enum err err = read_int("source_of", value, 1, (int64_t)rows.count, &index);
        if (err != ERR_NONE) {
            return err;
        }
        out->source_of[i] = (uint8_t)index;
        used++;
    }
    return source_of == NULL || used == json_object_size(source_of) ? ERR_NONE
                                                                    : refuse("source_of");
}

static enum err read_root(struct arena *arena, const json_t *root, struct profile *out) {
    size_t seen = 0;
    const json_t *generation = json_object_get(root, "generation");
    if (!json_is_object(root)) {
        return refuse("profile");
    }
    if (generation != NULL) {
        out->generation =
            (enum generation)vocabulary_value(VOCABULARY_GENERATION, json_string_value(generation));
        if (out->generation == GENERATION_NONE) {
            return refuse("generation");
        }
        seen++;
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct member member = profile_member((enum profile_field)i);
        const json_t *value = json_object_get(root, member.name);
        if (value == NULL) {
            continue;
        }
        enum err err = member_read(arena, &member, value, out);
        if (err != ERR_NONE) {
            return err;
        }
        seen++;
    }
    enum err err = read_sources(arena, root, out, &seen);
    if (err != ERR_NONE) {
        return err;
    }
    return seen == json_object_size(root) ? ERR_NONE : refuse("profile");
}

enum err profile_read(struct arena *arena, const char *json, struct profile *out) {
    json_t *root = NULL;
    profile_init(out);
    enum err err = json_read(arena, json, &root);
    return err == ERR_NONE ? read_root(arena, root, out) : err;
}
