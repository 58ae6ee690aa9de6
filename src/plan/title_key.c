/*
 * Twins: services of one agency with nearly the same title. Order of words, spaces and punctuation
 * do not count, nor does a word more if it stands in the agency's own name: for the water company
 * «تغییر قطر انشعاب» and «تغییر قطر انشعاب آب» are one service. Titles with different such words
 * are not, and neither are services that have identifiers of their own: these were registered as
 * two.
 */
#include <stdlib.h>
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"

enum { WORDS_MAX = 60 };
struct words {
    const char *items[WORDS_MAX];
    size_t count;
};

static int compare_words(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err split(struct arena *arena, const char *text, struct words *out) {
    const char *folded = text_fold(arena, text);
    out->count = 0;
    for (const char *at = folded; at && *at && out->count < WORDS_MAX;) {
        size_t length = strcspn(at, " ");
        if (length > 0) {
            out->items[out->count] = arena_strndup(arena, at, length);
            if (!out->items[out->count++]) {
                return err_failed();
            }
        }
        at += length + (at[length] == ' ');
    }
    return folded ? ERR_NONE : err_failed();
}

static bool has_word(const struct words *words, const char *word) {
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* Without the words of `drop`, unless nothing would be left. */
static void leave_out(struct words *words, const struct words *drop) {
    struct words kept = {.count = 0};
    for (size_t i = 0; i < words->count; i++) {
        if (!has_word(drop, words->items[i])) {
            kept.items[kept.count++] = words->items[i];
        }
    }
    if (kept.count > 0) {
        *words = kept;
    }
}

const char *plan_title_key(struct arena *arena, const char *title, const char *agency_name) {
    struct words words, agency;
    if (split(arena, title, &words) || split(arena, agency_name, &agency)) {
        return NULL;
    }
    leave_out(&words, &agency);
    qsort(words.items, words.count, sizeof *words.items, compare_words);
    size_t length = 0;
    for (size_t i = 0; i < words.count; i++) {
        length += strlen(words.items[i]) + 1;
    }
    char *key = arena_alloc(arena, length + 1);
    size_t at = 0;
    for (size_t i = 0; key && i < words.count; i++) {
        size_t word = strlen(words.items[i]);
        memcpy(key + at, words.items[i], word);
        at += word;
        key[at++] = ' ';
    }
    return key;
}

static bool within(const struct words *some, const struct words *all) {
    for (size_t i = 0; i < some->count; i++) {
        if (!has_word(all, some->items[i])) {
            return false;
        }
    }
    return true;
}

enum err plan_twins_of(struct store_db *db, struct arena *arena,
                       const struct registry_service_row *head, const char *title_key,
                       struct plan_subject *out) {
    enum { TWINS_MAX = 100 };
    struct plan_twins_rows rows;
    struct words mine, theirs;
    const struct plan_twins_in in = {head->agency_id, title_key, head->id, head->code, TWINS_MAX};
    enum err err = plan_twins(db, arena, &in, &rows);
    if (!err && rows.count > 0) {
        err = split(arena, head->title, &mine);
    }
    int64_t count = 0;
    out->duplicate_title = NULL;
    for (size_t i = 0; !err && i < rows.count; i++) {
        err = split(arena, rows.rows[i].title, &theirs);
        if (!err && (within(&mine, &theirs) || within(&theirs, &mine))) {
            out->duplicate_title = count++ == 0 ? rows.rows[i].title : out->duplicate_title;
        }
    }
    out->near_duplicates = known_int(count);
    return err;
}
