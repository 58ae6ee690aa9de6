/*
 * The profile as canonical JSON, written straight into a buffer: known facts only, in the order of
 * the form. Equal profiles give equal bytes, which is how "same content" is decided.
 */
#include <string.h>
#include "profile_shape.h"

static void write_string(struct buf *out, const char *text) {
    const char *start = text;
    buf_char(out, '"');
    for (const char *at = text;; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        buf_append(out, start, (size_t)(at - start));
        if (byte == '\0') {
            break;
        }
        if (byte == '"' || byte == '\\') {
            buf_char(out, '\\');
            buf_char(out, (char)byte);
        } else if (byte == '\n') {
            buf_str(out, "\\n");
        } else {
            buf_printf(out, "\\u%04x", byte);
        }
        start = at + 1;
    }
    buf_char(out, '"');
}

static void write_key(struct buf *out, bool *first, const char *name) {
    if (!*first) {
        buf_char(out, ',');
    }
    *first = false;
    buf_char(out, '"');
    buf_str(out, name);
    buf_str(out, "\":");
}

static void write_row(struct buf *out, const struct shape *shape, const void *row) {
    bool first = true;
    buf_char(out, '{');
    for (size_t i = 0; i < shape->count; i++) {
        if (member_known(&shape->members[i], row)) {
            write_key(out, &first, shape->members[i].name);
            member_write(out, &shape->members[i], row);
        }
    }
    buf_char(out, '}');
}

static void write_rows(struct buf *out, const struct shape *shape, const void *items,
                       size_t count) {
    buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_str(out, i > 0 ? "," : "");
        write_row(out, shape, (const char *)items + i * shape->size);
    }
    buf_char(out, ']');
}

static void write_set(struct buf *out, enum vocabulary list, uint32_t bits) {
    const char *comma = "";
    size_t count = 0;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if ((bits & VOCABULARY_BIT(i + 1)) != 0) {
            buf_str(out, comma);
            write_string(out, words[i].slug);
            comma = ",";
        }
    }
    buf_char(out, ']');
}

static void write_criteria(struct buf *out, const struct profile_criteria *criteria) {
    bool first = true;
    buf_char(out, '{');
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct profile_declared *declared = &criteria->items[i];
        if (declared->level.known || declared->applicable != YESNO_UNKNOWN ||
            declared->note[0] != '\0') {
            write_key(out, &first, criterion_slug((enum criterion)i));
            write_row(out, &profile_declared_shape, declared);
        }
    }
    buf_char(out, '}');
}

void member_write(struct buf *out, const struct member *member, const void *object) {
    const void *at = (const char *)object + member->offset;
    switch (member->kind) {
    case MEMBER_TEXT:
        write_string(out, *(const char *const *)at);
        break;
    case MEMBER_SET:
        write_set(out, member->vocabulary, *(const uint32_t *)at);
        break;
    case MEMBER_CHOICE:
        write_string(out, vocabulary_slug(member->vocabulary, *(const int *)at));
        break;
    case MEMBER_UNIT:
        write_string(out, time_unit_slug((enum time_unit) * (const int *)at));
        break;
    case MEMBER_YESNO:
        buf_str(out, *(const int *)at == YESNO_YES ? "true" : "false");
        break;
    case MEMBER_BOOL:
        buf_str(out, "true");
        break;
    case MEMBER_SMALL:
        buf_int(out, *(const int *)at);
        break;
    case MEMBER_MOMENT:
        buf_int(out, *(const int64_t *)at);
        break;
    case MEMBER_INT:
        buf_int(out, ((const struct maybe_int *)at)->value);
        break;
    case MEMBER_LIST: {
        const struct value_list *list = at;
        buf_char(out, '[');
        for (size_t i = 0; i < list->count; i++) {
            buf_str(out, i > 0 ? "," : "");
            write_string(out, list->items[i]);
        }
        buf_char(out, ']');
        break;
    }
    case MEMBER_ROWS: {
        const struct rows *rows = at;
        write_rows(out, member->shape, rows->items, rows->count);
        break;
    }
    case MEMBER_CRITERIA:
        write_criteria(out, at);
        break;
    }
}

static void write_source_of(struct buf *out, const struct profile *profile) {
    bool first = true;
    buf_char(out, '{');
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (profile->source_of[i] != 0) {
            write_key(out, &first, profile_fields[i].name);
            buf_int(out, profile->source_of[i]);
        }
    }
    buf_char(out, '}');
}

enum err profile_write(struct arena *arena, const struct profile *profile, const char **json_out) {
    struct buf out;
    bool first = true;
    buf_init(&out, PROFILE_JSON_MAX);
    buf_char(&out, '{');
    if (profile->generation != GENERATION_NONE) {
        write_key(&out, &first, "generation");
        write_string(&out, vocabulary_slug(VOCABULARY_GENERATION, (int)profile->generation));
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct member member = profile_member((enum profile_field)i);
        if (member_known(&member, profile)) {
            write_key(&out, &first, member.name);
            member_write(&out, &member, profile);
        }
    }
    if (profile->source_count > 0) {
        write_key(&out, &first, "sources");
        write_rows(&out, &profile_source_shape, profile->sources, profile->source_count);
        write_key(&out, &first, "source_of");
        write_source_of(&out, profile);
    }
    buf_char(&out, '}');
    enum err err = out.failed;
    if (err == ERR_NONE) {
        *json_out = arena_strndup(arena, buf_text(&out), out.length);
        err = *json_out == NULL ? err_failed() : ERR_NONE;
    }
    buf_finish(&out);
    return err;
}
