/*
 * Persian and UTF-8 text. Everything a person types passes text_clean() before it is stored, and
 * text_fold() before it is searched or compared.
 * Sources: Unicode 15 UAX #15 (NFC), ISIRI 6219 (Persian characters and digits).
 */
#ifndef KHAJU_CORE_TEXT_H
#define KHAJU_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"

/* Position of the first byte that is not UTF-8 (overlong, surrogate, NUL included), or length. */
size_t text_utf8_valid(const char *text, size_t length);
/* Number of code points. */
size_t text_length(const char *text);

/* NFC; ي ك and their kin become ی ک, presentation forms (ﻻ ﷼) the letters they stand for; bidi
   controls, other controls and BOM go; runs of spaces become one; trimmed; half-spaces (U+200C)
   are kept, but never doubled or beside a space. Line breaks stay when multiline. Digits stay as
   typed. Bytes that are not UTF-8 become U+FFFD. Idempotent. NULL on ERR_MEMORY. */
const char *text_clean(struct arena *arena, const char *text, bool multiline);

/* The key under which text is searched: text_clean, then lower case, Latin digits, no diacritics
   and kashida, آأإ→ا, ة→ه, ؤ→و, ئ→ی, half-space, punctuation and symbols → space, runs of spaces
   → one. Idempotent. NULL on ERR_MEMORY. */
const char *text_fold(struct arena *arena, const char *text);

/* True if text has a character that changes the direction of what follows (U+061C, U+200E and its
   kin): a name or an identifier that looks other than it is. */
bool text_contains_bidi_control(const char *text);

bool text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool text_starts_with(const char *text, const char *start);
bool text_is_blank(const char *text); /* NULL, or nothing but ASCII spaces */

/* Splits a list as people write it, at «؛» «،» ; and line ends; a Latin comma does not separate,
   for it stands inside numbers. Parts are trimmed, empty ones dropped; NULL on ERR_MEMORY. */
struct text_list {
    const char *const *items;
    size_t count;
};
const struct text_list *text_split_list(struct arena *arena, const char *text);

/* Persian and Arabic digits become Latin; ٫ → '.', ٬ → dropped; all else stays. */
const char *text_latin_digits(struct arena *arena, const char *text);
/* Latin digits become Persian; all else stays. */
const char *text_persian_digits(struct arena *arena, const char *text);
/* 1842000 → ۱٬۸۴۲٬۰۰۰ ; up to 9999 without grouping mark as well. */
const char *text_number(struct arena *arena, int64_t value);
/* 4.3 → ۴٫۳ ; digits after the point 0..4, trailing zeros dropped. */
const char *text_decimal(struct arena *arena, double value, int digits);

/* Damerau-Levenshtein distance (optimal string alignment) of two folded words in code points,
   or limit+1 as soon as it is known to be larger than limit. Words that differ in more than 128
   code points on either side are not compared: limit+1. */
size_t text_distance(const char *a, const char *b, size_t limit);

/* Reads a whole decimal integer, Latin or Persian digits, optional sign and group marks; false if
   anything else is there or it does not fit. */
bool text_int(const char *text, int64_t *out);

#endif
