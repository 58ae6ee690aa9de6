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
    size_t limit = query->limit == 0                   ? REGISTRY_PAGE
                   : query->limit > SEARCH_RESULTS_MAX ? SEARCH_RESULTS_MAX
                                                       : query->limit;
    return search_collect(db, arena, &plan, query->after, limit, out);
}

/* ---- agencies: few enough to look at all ---- */

struct scored {
    size_t words; /* of its shortest name that fits */
    const char *id;
};

static int by_words(const void *a, const void *b) {
    const struct scored *left = a;
    const struct scored *right = b;
    return left->words < right->words ? -1 : left->words > right->words;
}

/* Is a word the beginning of a word of a folded name, or one slip away from one? */
static bool name_holds(const char *name, const char *word) {
    char own[SEARCH_WORD_MAX * 4 + 1];
    size_t length = strlen(word);
    bool correct = text_length(word) >= CORRECT_LEAST;
    for (const char *at = name; *at != '\0';) {
        size_t size = strcspn(at, " ");
        if (size >= length && memcmp(at, word, length) == 0) {
            return true;
        }
        if (correct && size < sizeof own) {
            memcpy(own, at, size);
            own[size] = '\0';
            if (text_distance(word, own, 1) <= 1) {
                return true;
            }
        }
        at += size + (at[size] == ' ' ? 1 : 0);
    }
    return false;
}

static bool name_fits(const char *name, const struct search_words *words) {
    size_t held = 0;
    while (held < words->count && name_holds(name, words->items[held])) {
        held++;
    }
    return held == words->count;
}

static size_t count_words(const char *name) {
    size_t count = 1;
    for (const char *at = name; *at != '\0'; at++) {
        count += *at == ' ' ? 1 : 0;
    }
    return count;
}

/* The agencies that have a name with all the words, those with the shortest such name first. */
static size_t score_agencies(const struct registry_agency_folded_rows *names,
                             const struct search_words *words, struct scored *scored) {
    size_t count = 0;
    for (size_t i = 0; i < names->count; i++) {
        if (!name_fits(names->rows[i].folded, words)) {
            continue;
        }
        size_t size = count_words(names->rows[i].folded);
        size_t at = 0;
        while (at < count && strcmp(scored[at].id, names->rows[i].agency_id) != 0) {
            at++;
        }
        if (at == count) {
            scored[count++] = (struct scored){size, names->rows[i].agency_id};
        } else if (size < scored[at].words) {
            scored[at].words = size;
        }
    }
    qsort(scored, count, sizeof scored[0], by_words);
    return count;
}

enum err registry_search_agencies(struct store_db *db, struct arena *arena, const char *text,
                                  size_t limit, struct registry_agency_found *out) {
    struct registry_agency_folded_rows names;
    struct search_words words;
    bool cut = false;
    *out = (struct registry_agency_found){0};
    enum err err = search_split(arena, registry_text(text), &words, &cut);
    if (err != ERR_NONE || words.count == 0) {
        return err;
    }
    err = registry_agency_folded(
        db, arena, &(struct registry_agency_folded_in){REGISTRY_AGENCIES_MAX}, &names);
    if (err != ERR_NONE) {
        return err;
    }
    struct scored *scored = ARENA_ARRAY(arena, names.count + 1, struct scored);
    size_t most = (size_t)registry_limit(limit);
    struct registry_provider *rows = ARENA_ARRAY(arena, most, struct registry_provider);
    if (scored == NULL || rows == NULL) {
        return err_failed();
    }
    size_t count = score_agencies(&names, &words, scored);
    for (size_t i = 0; err == ERR_NONE && i < count && i < most; i++) {
        struct registry_agency_words_row row;
        bool found = false;
        err = registry_agency_words(db, arena, &(struct registry_agency_words_in){scored[i].id},
                                    &row, &found);
        if (err == ERR_NONE && found) {
            rows[out->count++] = (struct registry_provider){scored[i].id, row.name};
        }
    }
    out->rows = rows;
    return err;
}
