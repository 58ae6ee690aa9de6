/*
 * Translation by a table that is built when the program is: no file to lose, nothing to lock.
 */
#include "tr.h"

#include <endian.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "core_tr_internal.h"
#include "text.h"

enum { VALUES_MAX = 9, NUMBER_SIZE = 32 };

static once_flag language_once = ONCE_FLAG_INIT;
static bool english;

static void choose_language(void) {
    const char *language = getenv("KHAJU_LANG");
    english = language != NULL && strcmp(language, "en") == 0;
}

static bool is_english(void) {
    call_once(&language_once, choose_language);
    return english;
}

const char *tr_language(void) {
    return is_english() ? "en" : "fa";
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ le64toh(word)) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, little endian, the rest padded with zeros. pogen.py: tr_hash(). */
static uint32_t tr_hash(const char *text, size_t length) {
    uint64_t hash = length;
    uint64_t word;
    for (; length >= sizeof(word); length -= sizeof(word), text += sizeof(word)) {
        memcpy(&word, text, sizeof(word));
        hash = mix(hash, word);
    }
    if (length > 0) {
        word = 0;
        memcpy(&word, text, length);
        hash = mix(hash, word);
    }
    return (uint32_t)hash;
}

const char *tr(const char *msgid) {
    if (is_english()) {
        return msgid;
    }
    size_t length = strlen(msgid);
    uint32_t hash = tr_hash(msgid, length);
    for (size_t slot = hash & tr_table_mask;; slot = (slot + 1) & tr_table_mask) {
        const struct tr_entry *entry = &tr_table[slot];
        if (entry->msgid == NULL) {
            return msgid;
        }
        if (entry->hash == hash && entry->length == length &&
            memcmp(entry->msgid, msgid, length) == 0) {
            return entry->msgstr;
        }
    }
}

struct tr_arg tr_text(const char *text) {
    return (struct tr_arg){.kind = TR_TEXT, .text = text};
}

struct tr_arg tr_int(int64_t value) {
    return (struct tr_arg){.kind = TR_INT, .integer = value};
}

struct tr_arg tr_decimal(double value) {
    return (struct tr_arg){.kind = TR_DECIMAL, .decimal = value};
}

/* The words of one value; NULL on ERR_MEMORY. */
static const char *words(struct arena *arena, const struct tr_arg *arg, bool latin) {
    switch (arg->kind) {
    case TR_TEXT:
        return arg->text == NULL ? "" : arg->text;
    case TR_INT:
        return latin ? arena_printf(arena, "%lld", (long long)arg->integer)
                     : text_number(arena, arg->integer);
    case TR_DECIMAL:
        return latin ? arena_printf(arena, "%.2f", arg->decimal)
                     : text_decimal(arena, arg->decimal, 2);
    }
    return "";
}

/* A pattern with its placeholders filled. */
static const char *fill(struct arena *arena, const char *pattern, bool latin, size_t count,
                        const struct tr_arg *args) {
    const char *values[VALUES_MAX];
    if (count > VALUES_MAX) {
        count = VALUES_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = words(arena, &args[i], latin);
        if (values[i] == NULL) {
            return NULL;
        }
    }
    size_t size = tr_fill(NULL, 0, pattern, count, values) + 1;
    char *sentence = arena_alloc(arena, size);
    if (sentence != NULL) {
        (void)tr_fill(sentence, size, pattern, count, values);
    }
    return sentence;
}

const char *tr_format(struct arena *arena, const char *msgid, size_t count,
                      const struct tr_arg *args) {
    return fill(arena, tr(msgid), is_english(), count, args);
}

const char *tr_format_source(struct arena *arena, const char *msgid, size_t count,
                             const struct tr_arg *args) {
    return fill(arena, msgid, true, count, args);
}
