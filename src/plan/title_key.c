/* The key of a title: equal for titles that say the same in another order of words. */
#include <stdlib.h>
#include <string.h>
#include "plan_internal.h"
#include "text.h"

static int compare_words(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Titles that differ in the order of words, spaces or punctuation only have the same key. */
const char *plan_title_key(struct arena *arena, const char *title) {
    enum { WORDS = 60 };
    const char *words[WORDS];
    size_t count = 0, length = 0;
    const char *folded = text_fold(arena, title);
    for (const char *at = folded; at && *at && count < WORDS;) {
        size_t word = strcspn(at, " ");
        if (word > 0) {
            words[count] = arena_strndup(arena, at, word);
            if (!words[count++]) {
                return NULL;
            }
        }
        at += word + (at[word] == ' ');
    }
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++) {
        length += strlen(words[i]) + 1;
    }
    char *key = arena_alloc(arena, length + 1);
    for (size_t i = 0, at = 0; key && i < count; i++) {
        size_t word = strlen(words[i]);
        memcpy(key + at, words[i], word);
        at += word;
        key[at++] = ' ';
    }
    return folded ? key : NULL;
}
