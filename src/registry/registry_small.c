/* Small things that the files of the room share: sort keys, numbers, digests, patterns. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "registry_internal.h"
#include "text.h"

enum { SORT_KEY_LETTERS = 32, PATTERN_BYTES_MAX = 400 };

/* The Persian alphabet, folded: آ is ا, ئ is ی, ة is ه already. */
static const char *const alphabet[] = {
    " ",  "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "ء",  "ا",  "ب",  "پ",  "ت",
    "ث",  "ج",  "چ",  "ح",  "خ",  "د",  "ذ",  "ر",  "ز",  "ژ",  "س",  "ش",  "ص",  "ض",  "ط",  "ظ",
    "ع",  "غ",  "ف",  "ق",  "ک",  "گ",  "ل",  "م",  "ن",  "و",  "ه",  "ی",
};

static char letter_of(const char *at, size_t *size) {
    for (size_t i = 0; i < COUNT_OF(alphabet); i++) {
        *size = strlen(alphabet[i]);
        if (strncmp(at, alphabet[i], *size) == 0) {
            return (char)('!' + i);
        }
    }
    for (*size = 1; ((unsigned char)at[*size] & 0xC0) == 0x80; ++*size) {
    }
    /* Latin letters after Persian ones, in their order; whatever else last */
    return *at >= 'a' && *at <= 'z' ? (char)('!' + COUNT_OF(alphabet) + (*at - 'a')) : '~';
}

const char *registry_sort_key(struct arena *arena, const char *text) {
    const char *at = text_fold(arena, text);
    char key[SORT_KEY_LETTERS + 1];
    size_t length = 0;
    while (at != NULL && *at != '\0' && length < SORT_KEY_LETTERS) {
        size_t size = 1;
        key[length++] = letter_of(at, &size);
        at += size;
    }
    key[length] = '\0';
    return at == NULL ? NULL : arena_strdup(arena, key);
}

/* Damm's table: finds every single wrong digit and every swap of two neighbours. */
static int check_digit(const char *digits) {
    static const char table[10][11] = {
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    };
    int state = 0;
    for (; *digits != '\0'; digits++) {
        state = table[state][*digits - '0'] - '0';
    }
    return state;
}

void registry_number(int64_t serial, char out[REGISTRY_NUMBER_SIZE]) {
    int length = snprintf(out, REGISTRY_NUMBER_SIZE - 1, "%lld", (long long)serial);
    out[length] = (char)('0' + check_digit(out));
    out[length + 1] = '\0';
}

void registry_digest(const char *const *texts, size_t count, char out[REGISTRY_DIGEST_SIZE]) {
    unsigned char hash[(REGISTRY_DIGEST_SIZE - 1) / 2];
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t i = 0; i < count; i++) {
        const char *text = registry_text(texts[i]);
        (void)crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
    }
    (void)crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(out, REGISTRY_DIGEST_SIZE, hash, sizeof hash);
}

int64_t registry_limit(size_t limit) {
    return limit == 0 ? REGISTRY_PAGE : limit > REGISTRY_PAGE_MAX ? REGISTRY_PAGE_MAX
                                                                  : (int64_t)limit;
}

const char *registry_text(const char *text) {
    return text == NULL ? "" : text;
}

const char *registry_author(const struct person *who) {
    return who == NULL ? "" : registry_text(who->username);
}

const char *registry_pattern(struct arena *arena, const char *text) {
    if (text == NULL || text[0] == '\0') {
        return "";
    }
    if (strlen(text) > PATTERN_BYTES_MAX) {
        text = arena_strndup(arena, text, text_utf8_valid(text, PATTERN_BYTES_MAX));
    }
    /* folding leaves no % and no _ */
    const char *folded = text == NULL ? NULL : text_fold(arena, text);
    if (folded == NULL) {
        return NULL;
    }
    return folded[0] == '\0' ? "" : arena_printf(arena, "%%%s%%", folded);
}
