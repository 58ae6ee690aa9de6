/* Redline: what it shows is both texts, and no shorter script exists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "redline.h"

enum { WORDS = 14 };

static size_t longest_common(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    size_t table[64][64] = {{0}};
    for (size_t i = 1; i <= n; i++) {
        for (size_t k = 1; k <= m; k++) {
            size_t best = table[i - 1][k] > table[i][k - 1] ? table[i - 1][k] : table[i][k - 1];
            table[i][k] = a[i - 1] == b[k - 1] ? table[i - 1][k - 1] + 1 : best;
        }
    }
    return table[n][m];
}

/* "abc" → "a b c" */
static void spread(const char *letters, char *out) {
    size_t length = 0;
    for (; *letters != '\0'; letters++) {
        out[length++] = *letters;
        out[length++] = ' ';
    }
    out[length] = '\0';
}

/* The letters of all runs that are not of the kind `without`. */
static void gather(const struct redline *redline, enum redline_kind without, char *out) {
    size_t length = 0;
    for (size_t i = 0; i < redline->run_count; i++) {
        for (const char *at = redline->runs[i].text;
             redline->runs[i].kind != without && *at != '\0'; at++) {
            if (*at != ' ') {
                out[length++] = *at;
            }
        }
    }
    out[length] = '\0';
}

static void redline__is_minimal_and_whole_for_random_texts(void **state) {
    unsigned seed = 3;
    for (int round = 0; round < 4000; round++) {
        char letters[2][WORDS + 1], text[2][2 * WORDS + 1], seen[4 * WORDS];
        for (int side = 0; side < 2; side++) {
            size_t length = (seed = seed * 1103515245u + 12345u) / 65536u % WORDS;
            for (size_t i = 0; i < length; i++) {
                seed = seed * 1103515245u + 12345u;
                letters[side][i] = (char)('a' + seed / 65536u % 4);
            }
            letters[side][length] = '\0';
            spread(letters[side], text[side]);
        }
        struct arena *arena = arena_create(1 << 20);
        struct redline redline;
        assert_int_equal(redline_compare(arena, text[0], text[1], &redline), ERR_NONE);
        gather(&redline, REDLINE_ADDED, seen);
        assert_string_equal(seen, letters[0]);
        gather(&redline, REDLINE_REMOVED, seen);
        assert_string_equal(seen, letters[1]);
        assert_int_equal(redline.same, longest_common(letters[0], letters[1]));
        assert_int_equal(redline.same + redline.removed, strlen(letters[0]));
        assert_int_equal(redline.same + redline.added, strlen(letters[1]));
        arena_destroy(arena);
    }
}

static void redline__keeps_paragraphs_and_persian_words(void **state) {
    struct arena *arena = arena_create(1 << 20);
    struct redline redline;
    assert_int_equal(redline_compare(arena, "یک دو\nسه چهار", "یک دو\nسه پنج", &redline), ERR_NONE);
    assert_int_equal(redline.run_count, 3);
    assert_string_equal(redline.runs[0].text, "یک دو\nسه");
    assert_int_equal(redline.runs[0].words, 3);
    assert_string_equal(redline.runs[1].text, "چهار");
    assert_int_equal(redline.runs[1].kind, REDLINE_REMOVED);
    assert_string_equal(redline.runs[2].text, "پنج");
    arena_destroy(arena);
}

static void redline__of_equal_texts_is_one_run(void **state) {
    struct arena *arena = arena_create(1 << 20);
    struct redline redline;
    assert_int_equal(redline_compare(arena, "الف  ب\t ج", "الف ب ج", &redline), ERR_NONE);
    assert_int_equal(redline.run_count, 1);
    assert_int_equal(redline.added + redline.removed, 0);
    assert_int_equal(redline_compare(arena, "", "", &redline), ERR_NONE);
    assert_int_equal(redline.run_count, 0);
    arena_destroy(arena);
}

/* Texts with nothing in common beyond the bound are shown as a whole; too long is refused. */
static void redline__is_bounded(void **state) {
    struct arena *arena = arena_create(64 << 20);
    struct redline redline;
    struct buf a, b;
    buf_init(&a, 4 << 20);
    buf_init(&b, 4 << 20);
    for (int i = 0; i < 9000; i++) {
        buf_printf(&a, "a%d ", i);
        buf_printf(&b, "b%d ", i);
    }
    assert_int_equal(redline_compare(arena, buf_text(&a), buf_text(&b), &redline), ERR_NONE);
    assert_int_equal(redline.removed, 9000);
    assert_int_equal(redline.added, 9000);
    for (int i = 0; i < REDLINE_WORDS_MAX; i++) {
        buf_str(&a, "x ");
    }
    assert_int_equal(redline_compare(arena, buf_text(&a), "x", &redline), ERR_LIMIT);
    buf_finish(&a);
    buf_finish(&b);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(redline__is_minimal_and_whole_for_random_texts),
        cmocka_unit_test(redline__keeps_paragraphs_and_persian_words),
        cmocka_unit_test(redline__of_equal_texts_is_one_run),
        cmocka_unit_test(redline__is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
