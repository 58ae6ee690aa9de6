/* From the words of a query to groups of known words; see search_plan.h. */
#include "search_plan.h"

#include <string.h>
#include "buf.h"
#include "text.h"

enum { NEAR_ROWS_MAX = 50 };

static void add_alternative(struct group *group, int64_t id, int64_t services, int penalty) {
    for (size_t i = 0; i < group->count; i++) {
        if (group->items[i].id == id) {
            return;
        }
    }
    if (group->count < ALTERNATIVES_MAX) {
        group->items[group->count++] = (struct alternative){id, services, penalty};
        group->services += services;
    }
}

static enum err add_exact(struct store_db *db, struct arena *arena, struct group *group) {
    struct registry_word_by_text_row row;
    bool found = false;
    enum err err = registry_word_by_text(
        db, arena, &(struct registry_word_by_text_in){group->word}, &row, &found);
    if (err == ERR_NONE && found && row.services > 0) {
        add_alternative(group, row.id, row.services, 0);
    }
    return err;
}

static enum err add_prefixed(struct store_db *db, struct arena *arena, struct group *group) {
    struct registry_words_with_prefix_rows rows;
    const char *end = arena_printf(arena, "%s\xF4\x8F\xBF\xBF", group->word);
    if (end == NULL) {
        return ERR_MEMORY;
    }
    enum err err = registry_words_with_prefix(
        db, arena, &(struct registry_words_with_prefix_in){group->word, end, ALTERNATIVES_MAX},
        &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        add_alternative(group, rows.rows[i].id, rows.rows[i].services, SEARCH_WEIGHTS);
    }
    return err;
}

/* The commonest word one slip away among those that share `near`. */
static enum err consider_near(struct store_db *db, struct arena *arena, const char *word,
                              const char *near, struct registry_words_near_row *best) {
    struct registry_words_near_rows rows;
    enum err err = registry_words_near(
        db, arena, &(struct registry_words_near_in){near, NEAR_ROWS_MAX}, &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        if (rows.rows[i].services > best->services &&
            text_distance(word, rows.rows[i].word, 1) <= 1) {
            *best = rows.rows[i];
        }
    }
    return err;
}

static enum err correct(struct store_db *db, struct arena *arena, struct group *group,
                        bool *corrected) {
    struct registry_words_near_row best = {.services = 0};
    char near[SEARCH_WORD_MAX * 4 + 1];
    size_t length = strlen(group->word);
    if (text_length(group->word) < CORRECT_LEAST || length >= sizeof near) {
        return ERR_NONE;
    }
    enum err err = consider_near(db, arena, group->word, group->word, &best);
    for (size_t at = 0; err == ERR_NONE && at < length;) {
        size_t size = 1;
        while (((unsigned char)group->word[at + size] & 0xC0) == 0x80) {
            size++;
        }
        memcpy(near, group->word, at);
        memcpy(near + at, group->word + at + size, length - at - size + 1);
        err = consider_near(db, arena, group->word, near, &best);
        at += size;
    }
    if (err == ERR_NONE && best.services > 0) {
        add_alternative(group, best.id, best.services, 0);
        group->word = best.word;
        *corrected = true;
    }
    return err;
}

enum err search_split(struct arena *arena, const char *text, struct search_words *words,
                      bool *cut) {
    size_t length = strlen(text);
    *cut = length > SEARCH_TEXT_MAX;
    if (*cut) {
        text = arena_strndup(arena, text, text_utf8_valid(text, SEARCH_TEXT_MAX));
    }
    const char *folded = text == NULL ? NULL : text_fold(arena, text);
    if (folded == NULL) {
        return ERR_MEMORY;
    }
    words->count = 0;
    enum err err = search_words_add(arena, words, folded, 1);
    *cut = *cut || words->count > SEARCH_WORDS_MAX;
    words->count = words->count > SEARCH_WORDS_MAX ? SEARCH_WORDS_MAX : words->count;
    return err;
}

/* «گواهی نامه» where only «گواهینامه» is known: two words become one. */
static enum err join_known(struct store_db *db, struct arena *arena, struct search_words *words) {
    for (size_t i = 0; i + 1 < words->count; i++) {
        struct group whole = {0};
        struct group left = {.word = words->items[i]};
        struct group right = {.word = words->items[i + 1]};
        whole.word = arena_printf(arena, "%s%s", left.word, right.word);
        enum err err = whole.word == NULL ? ERR_MEMORY : add_exact(db, arena, &left);
        err = err == ERR_NONE ? add_exact(db, arena, &right) : err;
        if (err == ERR_NONE && (left.count == 0 || right.count == 0)) {
            err = add_exact(db, arena, &whole);
        }
        if (err != ERR_NONE) {
            return err;
        }
        if (whole.count > 0) {
            words->items[i] = whole.word;
            memmove(&words->items[i + 1], &words->items[i + 2],
                    (words->count - i - 2) * sizeof words->items[0]);
            words->count--;
        }
    }
    return ERR_NONE;
}

enum err search_plan_make(struct store_db *db, struct arena *arena, struct search_words *words,
                          struct plan *plan, struct search_result *out) {
    struct buf said;
    bool corrected = false;
    enum err err = join_known(db, arena, words);
    buf_init(&said, SEARCH_TEXT_MAX * 4);
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        struct group *group = &plan->groups[plan->count];
        *group = (struct group){.word = words->items[i]};
        err = add_exact(db, arena, group);
        bool number = group->word[strspn(group->word, "0123456789")] == '\0';
        if (err == ERR_NONE && i + 1 == words->count && (group->count == 0 || !number)) {
            err = add_prefixed(db, arena, group);
        }
        if (err == ERR_NONE && group->count == 0) {
            err = correct(db, arena, group, &corrected);
        }
        buf_str(&said, said.length > 0 ? " " : "");
        buf_str(&said, group->word);
        if (group->count > 0) {
            plan->count++;
        } else if (out->unknown == NULL) {
            out->unknown = words->items[i];
        }
    }
    if (err == ERR_NONE && corrected) {
        out->corrected = arena_strdup(arena, buf_text(&said));
        err = out->corrected == NULL ? ERR_MEMORY : said.failed;
    }
    buf_finish(&said);
    return err;
}
