/* Small things that the files of the room share: sort keys, numbers, digests, patterns. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "registry_internal.h"
#include "text.h"

enum { SORT_KEY_LETTERS = 32, PATTERN_BYTES_MAX = 400 };

/* The order of the Persian alphabet, folded: آ is ا, ئ is ی, ة is ه already. */
static const uint16_t alphabet[] = {
    0x0621, 0x0627, 0x0628, 0x067E, 0x062A, 0x062B, 0x062C, 0x0686, 0x062D, 0x062E, 0x062F,
    0x0630, 0x0631, 0x0632, 0x0698, 0x0633, 0x0634, 0x0635, 0x0636, 0x0637, 0x0638, 0x0639,
    0x063A, 0x0641, 0x0642, 0x06A9, 0x06AF, 0x0644, 0x0645, 0x0646, 0x0648, 0x0647, 0x06CC};
enum { KEY_SPACE = '!', KEY_DIGITS = '"', KEY_PERSIAN = KEY_DIGITS + 10, KEY_OTHER = '~' };
enum { KEY_LATIN = KEY_PERSIAN + sizeof alphabet / sizeof alphabet[0] };

/* One letter at `at`, its bytes in *size: space, digits, Persian, Latin, then whatever else. */
static char letter_of(const unsigned char *at, size_t *size) {
    *size = 1;
    if (at[0] == ' ') {
        return KEY_SPACE;
    }
    if (at[0] >= '0' && at[0] <= '9') {
        return (char)(KEY_DIGITS + (at[0] - '0'));
    }
    if (at[0] >= 'a' && at[0] <= 'z') {
        return (char)(KEY_LATIN + (at[0] - 'a'));
    }
    while ((at[*size] & 0xC0) == 0x80) {
        ++*size;
    }
    unsigned point = *size == 2 ? ((at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu)) : 0;
    for (size_t i = 0; i < COUNT_OF(alphabet); i++) {
        if (alphabet[i] == point) {
            return (char)(KEY_PERSIAN + i);
        }
    }
    return KEY_OTHER;
}

const char *registry_sort_key(struct arena *arena, const char *text) {
    const unsigned char *at = (const unsigned char *)text_fold(arena, text);
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

int64_t registry_number_serial(const char *digits) {
    int64_t number = 0;
    return check_digit(digits) == 0 && text_int(digits, &number) ? number / 10 : -1;
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
    return limit == 0                  ? REGISTRY_PAGE
           : limit > REGISTRY_PAGE_MAX ? REGISTRY_PAGE_MAX
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
