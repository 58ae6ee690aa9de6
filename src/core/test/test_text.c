#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "err.h"
#include "fault.h"
#include "text.h"

enum { ARENA_MAX = 1 << 24 };

/* A pair of what goes in and what is expected. */
struct pair {
    const char *in;
    const char *out;
};

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(ARENA_MAX);
    return arena == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

/* xorshift: the same texts on every run and machine. */
static uint64_t random_state = UINT64_C(88172645463325252);

static uint32_t random_below(uint32_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % limit;
}

static void utf8__finds_the_first_wrong_byte(void **state) {
    static const struct {
        const char *text;
        size_t length;
        size_t valid;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"سلام", 8, 8},
        {"a\0b", 3, 1},
        {"\xC0\xAF", 2, 0},         /* overlong */
        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
        {"ab\xED\xA0\x80", 5, 2},   /* surrogate */
        {"\xED\x9F\xBF", 3, 3},     /* the last before the surrogates */
        {"\xF4\x8F\xBF\xBF", 4, 4}, /* U+10FFFF */
        {"\xF4\x90\x80\x80", 4, 0}, /* above it */
        {"\xF5\x80\x80\x80", 4, 0},
        {"x\x80", 2, 1}, /* continuation without a lead */
        {"س\xD8", 3, 2}, /* cut */
        {"\xE2\x80", 2, 0},
        {"\xE2\x80x", 3, 0},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"\xF0\x9F\x98x", 4, 0},
        {"\xC7\xD5\xDD\xE5\xC7\xE4", 6, 0}, /* اصفهان in windows-1256 */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(text_utf8_valid(cases[i].text, cases[i].length), cases[i].valid);
    }
}

static void length__counts_code_points(void **state) {
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("abc"), 3);
    assert_int_equal(text_length("می‌شود"), 6);
    assert_int_equal(text_length("\xF0\x9F\x98\x80"), 1);
}

static void clean__makes_persian_of_what_people_type(void **state) {
    static const struct pair cases[] = {
        {"", ""},
        {"   ", ""},
        {"علي كاظمي", "علی کاظمی"},
        {"موسى", "موسی"},
        {"  a \t b  ", "a b"},
        {"a\xC2\xA0\xE2\x80\x89"
         "b",
         "a b"},                                /* no-break and thin space */
        {"می\u200c\u200cشود", "می‌شود"}, /* doubled half-space */
        {"می \u200cشود", "می شود"},
        {"می\u200c شود", "می شود"},
        {"\u200cمی‌شود\u200c", "می‌شود"},
        {"\u200f۱۲۳\u200e\u202b\u2067", "۱۲۳"}, /* marks of direction */
        {"\ufeffنام", "نام"},
        {"a\x01\x7f\xC2\x85"
         "b",
         "a b"},
        {"آ", "آ"}, /* alef and madda */
        {"ا\u200e\u0653ب", "آب"},
        {"e\u0301", "é"},
        {"\ufefb", "لا"}, /* presentation form of lam alef */
        {"\ufdfc", "ریال"},
        {"خط اول\nخط دوم", "خط اول خط دوم"},
        {"۱۲ 12 ١٢", "۱۲ 12 ١٢"}, /* digits stay */
        {"كِتاب", "کِتاب"},         /* diacritics stay */
        {"a\xFF"
         "b",
         "a\uFFFD"
         "b"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(text_clean(arena, cases[i].in, false), cases[i].out);
    }
}

static void clean__keeps_lines_when_asked(void **state) {
    static const struct pair cases[] = {
        {"a\nb", "a\nb"},   {"a\r\nb\rc", "a\nb\nc"}, {"a \n\n \u200c b", "a\n\nb"},
        {"\n\n a \n", "a"}, {"a\u2028b", "a\nb"},     {"علي\nكاظمي", "علی\nکاظمی"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(text_clean(arena, cases[i].in, true), cases[i].out);
    }
}

static void fold__makes_one_of_what_people_write_in_many_ways(void **state) {
    static const struct pair cases[] = {
        {"", ""},
        {"!؟ ـ", ""},
        {"ABC Déjà", "abc deja"},
        {"آأإٱا", "ااااا"},
        {"مسئول مسؤول", "مسیول مسوول"},
        {"جزیرة خانۀ", "جزیره خانه"},
        {"كتابِ علـــي", "کتاب علی"},
        {"می‌شود", "می شود"},
        {"۱۲٣4", "1234"},
        {"«گیومه»، (پرانتز)؛", "گیومه پرانتز"},
        {"a--b__c", "a b c"},
        {"شماره: ۱۰۰۵/۲", "شماره 1005 2"},
        {"\uFEFB", "لا"},
        {"قرآن", "قران"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(text_fold(arena, cases[i].in), cases[i].out);
    }
}

/* A text of up to 12 characters, most of them of the troublesome kind. */
static const char *random_text(void) {
    static const char *const pieces[] = {
        " ",      "\u200c", "\n",     "\r",     "\t",         "ي",      "ك",      "ى",
        "ی",      "ا",      "\u0653", "\u0654", "\u0655",     "\u0670", "ه",      "ۀ",
        "ة",      "ؤ",      "ئ",      "ـ",      "\u200d",     "\u200e", "\u202e", "\ufeff",
        "\ufdfa", "\ufefb", "\ufe70", "\u0345", "\u0130",     "\u1e9e", "\u212a", "\u0340",
        "\uac01", "\u1100", "\u1161", "\u09c7", "\u09be",     "A",      "é",      "e\u0301",
        "\u0327", "\u0301", "۵",      "٥",      "٬",          ".",      "\xFF",   "\xD8",
        "\u3000", "\u2000", "\u0958", "\u2adc", "\U0001d15e",
    };
    char *text = arena_alloc(arena, 128);
    size_t length = 0;
    for (uint32_t i = random_below(12); i > 0; i--) {
        char any[5] = {0};
        const char *piece = pieces[random_below(COUNT_OF(pieces))];
        if (random_below(4) == 0) { /* any character of the first planes */
            uint32_t c = 0x80 + random_below(0xFFF0 - 0x80);
            any[0] = (char)(c < 0x800 ? 0xC0 | c >> 6 : 0xE0 | c >> 12);
            any[1] = (char)(c < 0x800 ? 0x80 | (c & 0x3F) : 0x80 | (c >> 6 & 0x3F));
            any[2] = (char)(c < 0x800 ? 0 : 0x80 | (c & 0x3F));
            piece = any;
        }
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
    return text;
}

static void clean_and_fold__are_idempotent(void **state) {
    for (int i = 0; i < 200000; i++) {
        const char *text = random_text();
        for (int multiline = 0; multiline < 2; multiline++) {
            const char *clean = text_clean(arena, text, multiline);
            assert_int_equal(text_utf8_valid(clean, strlen(clean)), strlen(clean));
            assert_string_equal(text_clean(arena, clean, multiline), clean);
            assert_false(text_contains_bidi_control(clean));
            assert_null(strstr(clean, "  "));
        }
        const char *key = text_fold(arena, text);
        assert_string_equal(text_fold(arena, key), key);
        assert_string_equal(text_fold(arena, text_clean(arena, text, false)), key);
        if (i % 1000 == 0) {
            arena_reset(arena);
        }
    }
}

static void digits__change_their_script(void **state) {
    assert_string_equal(text_latin_digits(arena, "۱۲۳ ٤٥٦ abc ۱٬۲۰۰٫۵"), "123 456 abc 1200.5");
    assert_string_equal(text_latin_digits(arena, "\xDB"), "\xDB");
    assert_string_equal(text_persian_digits(arena, "a1b29"), "a۱b۲۹");
    assert_string_equal(text_persian_digits(arena, ""), "");
}

static void number__is_grouped(void **state) {
    assert_string_equal(text_number(arena, 0), "۰");
    assert_string_equal(text_number(arena, 999), "۹۹۹");
    assert_string_equal(text_number(arena, 1842000), "۱٬۸۴۲٬۰۰۰");
    assert_string_equal(text_number(arena, -1000), "-۱٬۰۰۰");
    assert_string_equal(text_number(arena, INT64_MIN), "-۹٬۲۲۳٬۳۷۲٬۰۳۶٬۸۵۴٬۷۷۵٬۸۰۸");
}

static void decimal__drops_what_says_nothing(void **state) {
    assert_string_equal(text_decimal(arena, 4.3, 1), "۴٫۳");
    assert_string_equal(text_decimal(arena, 4.30, 4), "۴٫۳");
    assert_string_equal(text_decimal(arena, 4.0, 2), "۴");
    assert_string_equal(text_decimal(arena, 100.0, 0), "۱۰۰");
    assert_string_equal(text_decimal(arena, 1234567.25, 2), "۱٬۲۳۴٬۵۶۷٫۲۵");
    assert_string_equal(text_decimal(arena, -0.001, 2), "۰");
    assert_string_equal(text_decimal(arena, -2.5, 1), "-۲٫۵");
    assert_string_equal(text_decimal(arena, 0.123456, 9), "۰٫۱۲۳۵");
    assert_string_equal(text_decimal(arena, 1e300, 2), "∞");
}

static void int__reads_the_whole_text_or_nothing(void **state) {
    static const struct {
        const char *text;
        int64_t value;
    } right[] = {
        {"0", 0},
        {"12", 12},
        {"+7", 7},
        {"-۱۲", -12},
        {"۱٬۸۴۲٬۰۰۰", 1842000},
        {"1,842,000", 1842000},
        {"٣٤", 34},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
        {"007", 7},
    };
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        int64_t value = 1;
        assert_true(text_int(right[i].text, &value));
        assert_true(value == right[i].value);
    }
    static const char *const wrong[] = {
        "",
        "-",
        "+",
        ",",
        "1,",
        ",1",
        "1,,2",
        "1 2",
        "x",
        "1x",
        "--1",
        "1.5",
        "۱٫۵",
        " 1",
        "\xDB",
        "٬",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        int64_t value = 77;
        assert_false(text_int(wrong[i], &value));
        assert_int_equal(value, 77);
    }
}

static void number__is_read_back_as_it_was_written(void **state) {
    for (int i = 0; i < 100000; i++) {
        int64_t value =
            (int64_t)(((uint64_t)random_below(UINT32_MAX) << 32 | random_below(UINT32_MAX)) >>
                      random_below(64));
        value = random_below(2) == 0 ? value : (int64_t)(0 - (uint64_t)value);
        int64_t back;
        assert_true(text_int(text_number(arena, value), &back));
        assert_true(back == value);
        if (i % 1000 == 0) {
            arena_reset(arena);
        }
    }
}

static void small__questions(void **state) {
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal("a", "b"));
    assert_true(text_starts_with("خدمت یک", "خدمت"));
    assert_true(text_starts_with("x", ""));
    assert_false(text_starts_with("x", "xy"));
    assert_true(text_is_blank(NULL));
    assert_true(text_is_blank(" \t\n"));
    assert_false(text_is_blank(" x"));
    assert_true(text_contains_bidi_control("a\u061c"));
    assert_true(text_contains_bidi_control("\u200f"));
    assert_true(text_contains_bidi_control("x\u202ey"));
    assert_true(text_contains_bidi_control("\u2069"));
    assert_false(text_contains_bidi_control("می‌شود \u200d … \u2010 \u206a"));
    assert_false(text_contains_bidi_control("\xE2\x80"));
}

static void list__splits_as_people_write_it(void **state) {
    const struct text_list *list = text_split_list(arena, " یک؛ دو، سه سه ;؛\n 1,200 \t");
    assert_int_equal(list->count, 4);
    assert_string_equal(list->items[0], "یک");
    assert_string_equal(list->items[1], "دو");
    assert_string_equal(list->items[2], "سه سه");
    assert_string_equal(list->items[3], "1,200");
    assert_int_equal(text_split_list(arena, "")->count, 0);
    assert_int_equal(text_split_list(arena, "؛؛ ،")->count, 0);
}

/* The textbook table over bytes; words of the test are ASCII. */
static size_t naive_distance(const char *a, const char *b) {
    size_t table[16][16];
    size_t n = strlen(a);
    size_t m = strlen(b);
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            size_t best = i == 0 ? j : i;
            if (i > 0 && j > 0) {
                best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
                best = best < table[i - 1][j] + 1 ? best : table[i - 1][j] + 1;
                best = best < table[i][j - 1] + 1 ? best : table[i][j - 1] + 1;
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                    table[i - 2][j - 2] + 1 < best) {
                    best = table[i - 2][j - 2] + 1;
                }
            }
            table[i][j] = best;
        }
    }
    return table[n][m];
}

static void distance__agrees_with_the_textbook(void **state) {
    for (int i = 0; i < 200000; i++) {
        char words[2][12] = {{0}};
        for (size_t w = 0; w < 2; w++) {
            for (uint32_t k = random_below(11); k > 0; k--) {
                words[w][strlen(words[w])] = (char)('a' + random_below(3));
            }
        }
        size_t limit = random_below(6);
        size_t naive = naive_distance(words[0], words[1]);
        assert_int_equal(text_distance(words[0], words[1], limit),
                         naive > limit ? limit + 1 : naive);
    }
}

static void distance__counts_characters_not_bytes(void **state) {
    assert_int_equal(text_distance("گذرنامه", "گذرنامه", 2), 0);
    assert_int_equal(text_distance("گذرنامه", "گزرنامه", 2), 1);
    assert_int_equal(text_distance("گذرنامه", "گذرنامع", 2), 1);
    assert_int_equal(text_distance("پروانه", "پورانه", 2), 1); /* swapped */
    assert_int_equal(text_distance("پروانه", "پروانه ", 2), 1);
    assert_int_equal(text_distance("é", "è", 2), 1);        /* they share their first byte */
    assert_int_equal(text_distance("ش", "\xDC\xB4", 2), 1); /* and these their last */
    assert_int_equal(text_distance("", "ab", 2), 2);
    assert_int_equal(text_distance("", "abc", 2), 3);
    char long_word[400] = {0};
    memset(long_word, 'x', sizeof(long_word) - 1);
    assert_int_equal(text_distance(long_word, long_word, 3), 0);
    assert_int_equal(text_distance(long_word, "", 398), 399);
}

/* Everything that allocates, in one go; whether it all succeeded. */
static bool use_everything(struct arena *memory) {
    const char *text =
        "  علي \u0653 كاظمي\ufdfa  e\u0301 ۱۲ \n"
        "و چند واژه دیگر تا حافظه یک بار دیگر بزرگ شود و باز هم بزرگ‌تر شود، "
        "چند واژه دیگر تا حافظه یک بار دیگر بزرگ شود و باز هم بزرگ‌تر شود";
    return text_clean(memory, text, true) != NULL && text_fold(memory, text) != NULL &&
           text_latin_digits(memory, text) != NULL && text_persian_digits(memory, "12") != NULL &&
           text_number(memory, 12) != NULL && text_decimal(memory, 1.5, 1) != NULL &&
           text_split_list(memory, "a؛b") != NULL;
}

static void text__survives_every_failing_allocation(void **state) {
    for (unsigned long nth = 1;; nth++) {
        arena_reset(arena);
        err_clear();
        fault_arm(FAULT_ALLOC, nth);
        bool done = use_everything(arena);
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(done, !fired);
        if (done) {
            assert_true(nth > 15);
            break;
        }
        assert_int_equal(err_last()->err, ERR_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8__finds_the_first_wrong_byte),
        cmocka_unit_test(length__counts_code_points),
        cmocka_unit_test(clean__makes_persian_of_what_people_type),
        cmocka_unit_test(clean__keeps_lines_when_asked),
        cmocka_unit_test(fold__makes_one_of_what_people_write_in_many_ways),
        cmocka_unit_test(clean_and_fold__are_idempotent),
        cmocka_unit_test(digits__change_their_script),
        cmocka_unit_test(number__is_grouped),
        cmocka_unit_test(decimal__drops_what_says_nothing),
        cmocka_unit_test(int__reads_the_whole_text_or_nothing),
        cmocka_unit_test(number__is_read_back_as_it_was_written),
        cmocka_unit_test(small__questions),
        cmocka_unit_test(list__splits_as_people_write_it),
        cmocka_unit_test(distance__agrees_with_the_textbook),
        cmocka_unit_test(distance__counts_characters_not_bytes),
        cmocka_unit_test(text__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
