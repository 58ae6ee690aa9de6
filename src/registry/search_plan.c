/* From the words of a query to groups of known words; see search_plan.h. */
#include "search_plan.h"

#include <string.h>
#include "buf.h"
#include "text.h"

enum {
    NEARS_MAX = 1 + SEARCH_WORD_MAX, /* as many as words_near takes */
    NEAR_ROWS_MAX = 200,
};

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
    enum err err = registry_word_by_text(db, arena, &(struct registry_word_by_text_in){group->word},
                                         &row, &found);
    if (err == ERR_NONE && found && row.services > 0) {
        add_alternative(group, row.id, row.services, 0);
    }
    return err;
}

static enum err add_prefixed(struct store_db *db, struct arena *arena, struct group *group) {
    struct registry_words_with_prefix_rows rows;
    const char *end = arena_printf(arena, "%s\xF4\x8F\xBF\xBF", group->word);
    if (end == NULL) {
        return err_failed();
    }
    enum err err = registry_words_with_prefix(
        db, arena, &(struct registry_words_with_prefix_in){group->word, end, ALTERNATIVES_MAX},
        &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        add_alternative(group, rows.rows[i].id, rows.rows[i].services, SEARCH_WEIGHTS);
    }
    return err;
}

/* The word, and the word with any one letter left out. */
static enum err nears_of(struct arena *arena, const char *word, const char *nears[NEARS_MAX]) {
    size_t length = strlen(word);
    size_t count = 0;
    nears[count++] = word;
    for (size_t at = 0; at < length && count < NEARS_MAX;) {
        size_t size = 1;
        while (((unsigned char)word[at + size] & 0xC0) == 0x80) {
            size++;
        }
        nears[count] = arena_printf(arena, "%.*s%s", (int)at, word, word + at + size);
        if (nears[count++] == NULL) {
            return err_failed();
        }
        at += size;
    }
    while (count < NEARS_MAX) {
        nears[count++] = "";
    }
    return ERR_NONE;
}

/* The commonest word one slip away. */
static enum err correct(struct store_db *db, struct arena *arena, struct group *group,
                        bool *corrected) {
    struct registry_words_near_rows rows;
    const char *n[NEARS_MAX];
    if (text_length(group->word) < CORRECT_LEAST) {
        return ERR_NONE;
    }
    enum err err = nears_of(arena, group->word, n);
    err = err == ERR_NONE
              ? registry_words_near(db, arena,
                                    &(struct registry_words_near_in){
                                        n[0],  n[1],  n[2],  n[3],  n[4],         n[5],  n[6],
                                        n[7],  n[8],  n[9],  n[10], n[11],        n[12], n[13],
                                        n[14], n[15], n[16], n[17], n[18],        n[19], n[20],
                                        n[21], n[22], n[23], n[24], NEAR_ROWS_MAX},
                                    &rows)
              : err;
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        if (text_distance(group->word, rows.rows[i].word, 1) <= 1) {
            add_alternative(group, rows.rows[i].id, rows.rows[i].services, 0);
            group->word = rows.rows[i].word;
            *corrected = true;
            break;
        }
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
        return err_failed();
    }
    words->count = 0;
    enum err err = search_words_add(arena, words, folded, 1);
    *cut = *cut || words->count > SEARCH_WORDS_MAX;
    words->count = words->count > SEARCH_WORDS_MAX ? SEARCH_WORDS_MAX : words->count;
    return err;
}

/* Each word as it is; «گواهی نامه» where only «گواهینامه» is known: two words become one. */
static enum err look_up(struct store_db *db, struct arena *arena, struct search_words *words,
                        struct group groups[SEARCH_WORDS_MAX]) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        groups[i] = (struct group){.word = words->items[i]};
        err = add_exact(db, arena, &groups[i]);
    }
    for (size_t i = 0; err == ERR_NONE && i + 1 < words->count; i++) {
        struct group whole = {
            .word = arena_printf(arena, "%s%s", words->items[i], words->items[i + 1])};
        err = whole.word == NULL ? err_failed() : ERR_NONE;
        if (err == ERR_NONE && (groups[i].count == 0 || groups[i + 1].count == 0)) {
            err = add_exact(db, arena, &whole);
        }
        if (err == ERR_NONE && whole.count > 0) {
            size_t rest = words->count - i - 2;
            words->items[i] = whole.word;
            groups[i] = whole;
            memmove(&words->items[i + 1], &words->items[i + 2], rest * sizeof words->items[0]);
            memmove(&groups[i + 1], &groups[i + 2], rest * sizeof groups[0]);
            words->count--;
        }
    }
    return err;
}

enum err search_plan_make(struct store_db *db, struct arena *arena, struct search_words *words,
                          struct plan *plan, struct search_result *out) {
    struct group groups[SEARCH_WORDS_MAX];
    struct buf said;
    bool corrected = false;
    enum err err = look_up(db, arena, words, groups);
    buf_init(&said, SEARCH_TEXT_MAX * 4);
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        struct group *group = &groups[i];
        bool number = group->word[strspn(group->word, "0123456789")] == '\0';
        if (i + 1 == words->count && (group->count == 0 || !number)) {
            err = add_prefixed(db, arena, group);
        }
        if (err == ERR_NONE && group->count == 0) {
            err = correct(db, arena, group, &corrected);
        }
        buf_str(&said, said.length > 0 ? " " : "");
        buf_str(&said, group->word);
        if (group->count > 0) {
            plan->groups[plan->count++] = *group;
        } else if (out->unknown == NULL) {
            out->unknown = words->items[i];
        }
    }
    if (err == ERR_NONE && corrected) {
        out->corrected = arena_strdup(arena, buf_text(&said));
        err = out->corrected == NULL ? err_failed() : said.failed;
    }
    buf_finish(&said);
    return err;
}
