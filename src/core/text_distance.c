/* How far two words are apart; three rows of the usual table are kept. */
#include "text.h"

#include <string.h>
#include <unicode/utf8.h>

enum {
    WORD_MAX = 128,
    ONE_SLIP_MAX = 8, /* bytes of what is left of a word after one slip: two swapped letters */
};

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The code points of text; WORD_MAX + 1 if there are more than WORD_MAX. */
static size_t decode(const char *text, size_t length, UChar32 out[WORD_MAX]) {
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        if (count == WORD_MAX) {
            return WORD_MAX + 1;
        }
        U8_NEXT_OR_FFFD(text, at, length, out[count]);
        count++;
    }
    return count;
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* What both words begin and end with costs nothing and is cut off, at borders of characters. */
static void cut_common(const char **a, size_t *a_length, const char **b, size_t *b_length) {
    size_t start = 0;
    size_t shorter = least(*a_length, *b_length);
    while (start < shorter && (*a)[start] == (*b)[start]) {
        start++;
    }
    while (start > 0 && (is_continuation((*a)[start]) || is_continuation((*b)[start]))) {
        start--;
    }
    *a += start;
    *b += start;
    *a_length -= start;
    *b_length -= start;
    size_t end = 0;
    shorter -= start;
    while (end < shorter && (*a)[*a_length - end - 1] == (*b)[*b_length - end - 1]) {
        end++;
    }
    while (end > 0 && is_continuation((*a)[*a_length - end])) {
        end--;
    }
    *a_length -= end;
    *b_length -= end;
}

static size_t table_distance(const UChar32 *a, size_t a_count, const UChar32 *b, size_t b_count,
                             size_t limit) {
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0]; /* row i - 2 */
    size_t *above = rows[1];  /* row i - 1 */
    size_t *row = rows[2];
    for (size_t j = 0; j <= b_count; j++) {
        above[j] = j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= a_count; i++) {
        row[0] = i;
        size_t smallest = i;
        for (size_t j = 1; j <= b_count; j++) {
            size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = least(above[j - 1] + cost, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
            smallest = least(smallest, row[j]);
        }
        /* two swapped letters reach back over one row: a single row is no proof */
        bool over = smallest > limit + 1;
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
        if (over) {
            return limit + 1;
        }
    }
    return least(above[b_count], limit + 1);
}

size_t text_distance(const char *a, const char *b, size_t limit) {
    UChar32 a_points[WORD_MAX];
    UChar32 b_points[WORD_MAX];
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    cut_common(&a, &a_length, &b, &b_length);
    if (limit == 1 && (a_length > ONE_SLIP_MAX || b_length > ONE_SLIP_MAX)) {
        return limit + 1;
    }
    size_t a_count = decode(a, a_length, a_points);
    size_t b_count = decode(b, b_length, b_points);
    if (a_count > WORD_MAX || b_count > WORD_MAX ||
        (a_count > b_count ? a_count - b_count : b_count - a_count) > limit) {
        return limit + 1;
    }
    return table_distance(a_points, a_count, b_points, b_count, limit);
}
