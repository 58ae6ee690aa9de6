/*
 * Which words a service is found by. A word written with a half-space («گواهی‌نامه»)
 * is found by its parts and by the whole («گواهینامه»).
 */
#include <string.h>
#include "registry_internal.h"
#include "text.h"

static const char half_space[] = "\xE2\x80\x8C";

/* Bytes of the first SEARCH_WORD_MAX code points. */
static size_t bounded_length(const char *word, size_t length) {
    size_t points = 0;
    for (size_t i = 0; i < length; i++) {
        points += ((unsigned char)word[i] & 0xC0) != 0x80 ? 1 : 0;
        if (points > SEARCH_WORD_MAX) {
            return i;
        }
    }
    return length;
}

static enum err add_word(struct arena *arena, struct search_words *words, const char *word,
                         size_t length, uint8_t weight) {
    length = bounded_length(word, length);
    /* one letter («و») finds nothing; one digit does */
    bool letter = length <= 2 && !(length == 1 && word[0] >= '0' && word[0] <= '9') &&
                  (length == 1 || ((unsigned char)word[0] & 0x80) != 0);
    if (length == 0 || letter) {
        return ERR_NONE;
    }
    for (size_t i = 0; i < words->count; i++) {
        if (words->lengths[i] == length && memcmp(words->items[i], word, length) == 0) {
            words->weights[i] = weight < words->weights[i] ? weight : words->weights[i];
            return ERR_NONE;
        }
    }
    if (words->count == SEARCH_WORDS_OF_SERVICE) {
        return ERR_NONE;
    }
    words->items[words->count] = arena_strndup(arena, word, length);
    words->lengths[words->count] = (uint8_t)length;
    words->weights[words->count] = weight;
    return words->items[words->count++] == NULL ? err_failed() : ERR_NONE;
}

static enum err add_folded(struct arena *arena, struct search_words *words, const char *folded,
                           uint8_t weight) {
    enum err err = ERR_NONE;
    for (const char *at = folded; err == ERR_NONE && *at != '\0';) {
        size_t length = strcspn(at, " ");
        err = add_word(arena, words, at, length, weight);
        at += length + (at[length] == ' ' ? 1 : 0);
    }
    return err;
}

/* The whole of each word that holds a half-space. */
static enum err add_compounds(struct arena *arena, struct search_words *words, const char *text,
                              uint8_t weight) {
    enum err err = ERR_NONE;
    const char *mark = strstr(text, half_space);
    while (err == ERR_NONE && mark != NULL) {
        const char *start = mark;
        while (start > text && start[-1] != ' ' && start[-1] != '\n') {
            start--;
        }
        size_t length = strcspn(start, " \n");
        const char *raw = arena_strndup(arena, start, length);
        const char *folded = raw == NULL ? NULL : text_fold(arena, raw);
        char *joined = folded == NULL ? NULL : arena_strdup(arena, folded);
        if (joined == NULL) {
            return err_failed();
        }
        size_t kept = 0;
        for (const char *at = folded; *at != '\0'; at++) {
            if (*at != ' ') {
                joined[kept++] = *at;
            }
        }
        err = add_word(arena, words, joined, kept, weight);
        mark = strstr(start + length, half_space);
    }
    return err;
}

enum err search_words_add(struct arena *arena, struct search_words *words, const char *text,
                          uint8_t weight) {
    if (text == NULL || text[0] == '\0') {
        return ERR_NONE;
    }
    const char *folded = text_fold(arena, text);
    if (folded == NULL) {
        return err_failed();
    }
    enum err err = add_folded(arena, words, folded, weight);
    return err == ERR_NONE ? add_compounds(arena, words, text, weight) : err;
}

enum err search_words_of(struct arena *arena, const struct profile *profile,
                         const char *agency_names, struct search_words *out) {
    out->count = 0;
    enum err err = search_words_add(arena, out, profile->title, 1);
    err = err == ERR_NONE ? search_words_add(arena, out, profile->code, 1) : err;
    err = err == ERR_NONE ? search_words_add(arena, out, agency_names, 2) : err;
    err = err == ERR_NONE ? search_words_add(arena, out, profile->parent_title, 3) : err;
    err = err == ERR_NONE ? search_words_add(arena, out, profile->description, 3) : err;
    err = err == ERR_NONE ? search_words_add(arena, out, profile->audience, 3) : err;
    for (size_t i = 0; err == ERR_NONE && i < profile->documents.count; i++) {
        err = search_words_add(arena, out, profile->documents.items[i], 3);
    }
    return err;
}

static bool has(const struct search_words *words, const struct search_words *other, size_t at) {
    for (size_t i = 0; i < words->count; i++) {
        if (words->lengths[i] == other->lengths[at] && words->weights[i] == other->weights[at] &&
            memcmp(words->items[i], other->items[at], words->lengths[i]) == 0) {
            return true;
        }
    }
    return false;
}

void search_words_differ(struct search_words *before, struct search_words *after) {
    const struct search_words whole = *before;
    size_t kept = 0;
    for (size_t i = 0; i < whole.count; i++) {
        if (!has(after, &whole, i)) {
            before->items[kept] = whole.items[i];
            before->lengths[kept] = whole.lengths[i];
            before->weights[kept++] = whole.weights[i];
        }
    }
    before->count = kept;
    kept = 0;
    for (size_t i = 0; i < after->count; i++) {
        if (!has(&whole, after, i)) {
            after->items[kept] = after->items[i];
            after->lengths[kept] = after->lengths[i];
            after->weights[kept++] = after->weights[i];
        }
    }
    after->count = kept;
}
