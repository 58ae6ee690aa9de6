/* Asking the index for services, and all names for agencies. */
#include "search.h"

#include <stdlib.h>
#include <string.h>
#include "search_plan.h"
#include "text.h"

enum err registry_search(struct store_db *db, struct arena *arena, const struct search_query *query,
                         struct search_result *out) {
    struct search_words words;
    struct plan plan = {0};
    *out = (struct search_result){0};
    enum err err = search_split(arena, registry_text(query->text), &words, &out->cut);
    err = err == ERR_NONE ? search_plan_make(db, arena, &words, &plan, out) : err;
    if (err != ERR_NONE || plan.count == 0) {
        return err;
    }
    size_t limit = query->limit == 0 ? REGISTRY_PAGE
                   : query->limit > SEARCH_RESULTS_MAX ? SEARCH_RESULTS_MAX
                                                       : query->limit;
    return search_collect(db, arena, &plan, query->after, limit, out);
}

/* ---- agencies: few enough to look at all ---- */

struct scored {
    size_t distance;
    const char *id;
};

static int by_distance(const void *a, const void *b) {
    const struct scored *left = a;
    const struct scored *right = b;
    return left->distance < right->distance ? -1 : left->distance > right->distance;
}

/* Words of the text that a name lacks; a word counts if it stands in the name or one slip off. */
static size_t words_missing(const struct search_words *words, const struct search_words *name) {
    size_t missing = 0;
    for (size_t i = 0; i < words->count; i++) {
        bool there = false;
        for (size_t n = 0; n < name->count && !there; n++) {
            there = text_starts_with(name->items[n], words->items[i]) ||
                    (text_length(words->items[i]) >= CORRECT_LEAST &&
                     text_distance(words->items[i], name->items[n], 1) <= 1);
        }
        missing += there ? 0 : 1;
    }
    return missing;
}

static enum err score_agencies(struct arena *arena, const struct registry_agency_names_rows *names,
                               const struct search_words *words, struct scored *scored,
                               size_t *count_out) {
    struct search_words *name = ARENA_NEW(arena, struct search_words);
    size_t count = 0;
    if (name == NULL) {
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < names->count; i++) {
        name->count = 0;
        enum err err = search_words_add(arena, name, names->rows[i].folded, 1);
        if (err != ERR_NONE) {
            return err;
        }
        bool again = false;
        for (size_t s = 0; s < count && !again; s++) {
            again = strcmp(scored[s].id, names->rows[i].agency_id) == 0;
        }
        if (!again && words_missing(words, name) == 0) {
            scored[count++] = (struct scored){name->count, names->rows[i].agency_id};
        }
    }
    qsort(scored, count, sizeof scored[0], by_distance);
    *count_out = count;
    return ERR_NONE;
}

enum err registry_search_agencies(struct store_db *db, struct arena *arena, const char *text,
                                  size_t limit, struct registry_agency_list *out) {
    struct registry_agency_names_rows names;
    struct search_words words;
    bool cut = false;
    size_t count = 0;
    *out = (struct registry_agency_list){0};
    enum err err = search_split(arena, registry_text(text), &words, &cut);
    if (err != ERR_NONE || words.count == 0) {
        return err;
    }
    err = registry_agency_names(db, arena,
                                &(struct registry_agency_names_in){REGISTRY_AGENCIES_MAX}, &names);
    if (err != ERR_NONE) {
        return err;
    }
    struct scored *scored = ARENA_ARRAY(arena, names.count + 1, struct scored);
    size_t most = (size_t)registry_limit(limit);
    struct registry_agency *rows = ARENA_ARRAY(arena, most, struct registry_agency);
    if (scored == NULL || rows == NULL) {
        return ERR_MEMORY;
    }
    err = score_agencies(arena, &names, &words, scored, &count);
    for (size_t i = 0; err == ERR_NONE && i < count && i < most; i++) {
        err = registry_agency_get(db, arena, scored[i].id, &rows[i]);
        out->count += err == ERR_NONE ? 1 : 0;
    }
    out->rows = rows;
    return err;
}
