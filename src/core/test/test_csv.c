#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "csv.h"
#include "fault.h"

/* xorshift: the same files on every run and machine. */
static uint64_t random_state = UINT64_C(88172645463325252);

static uint32_t random_below(uint32_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % limit;
}

/* Reads a whole file; every cell as [cell], every row ended by a line end, into out. */
static enum err read_all(const char *text, size_t length, struct buf *out) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    rewind(file);
    struct csv *csv;
    enum err err = csv_create(file, &csv);
    const struct csv_row *row = err == ERR_NONE ? csv_header(csv) : NULL;
    while (row != NULL) {
        for (size_t i = 0; i < row->count; i++) {
            buf_printf(out, "[%s]", row->cells[i]);
        }
        buf_char(out, '\n');
        err = csv_next(csv, &row);
    }
    if (err == ERR_NONE) {
        assert_int_equal(csv_bytes_read(csv), length);
    }
    csv_destroy(csv);
    assert_int_equal(fclose(file), 0);
    return err;
}

static void expect(const char *text, const char *expected) {
    struct buf out;
    buf_init(&out, 1 << 20);
    assert_int_equal(read_all(text, strlen(text), &out), ERR_NONE);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void csv__reads_what_excel_writes(void **state) {
    expect("a,b\n1,2\n", "[a][b]\n[1][2]\n");
    expect("a,b\r\n1,2\r\n", "[a][b]\n[1][2]\n");
    expect("\xEF\xBB\xBFنام;کد\r\nاصفهان;۱۰\r\n", "[نام][کد]\n[اصفهان][۱۰]\n");
    expect("a\tb\n1,5\t2\n", "[a][b]\n[1,5][2]\n");
    expect("a,b\n1,2", "[a][b]\n[1][2]\n");
    expect("a,b\r\n1,2\r", "[a][b]\n[1][2]\n");
    expect("a\n1\n", "[a]\n[1]\n");
    expect("\"a;b\",c\n1,2\n", "[a;b][c]\n[1][2]\n");
}

static void csv__reads_quoted_cells(void **state) {
    expect("a,b\n\"1,\"\"x\"\"\r\n2\",3\n", "[a][b]\n[1,\"x\"\r\n2][3]\n");
    expect("a,b\n\"\",\"\"\"\"\n", "[a][b]\n[][\"]\n");
    expect("a,b\n12\" pipe,3\n", "[a][b]\n[12\" pipe][3]\n");
    expect("a\n\"x\"", "[a]\n[x]\n");
}

static void csv__forgives_what_harms_nobody(void **state) {
    expect("\n\na,b\n\n1\n,,\n , \n1,2,,, \n\n", "[a][b]\n[1][]\n[1][2]\n");
    expect(" a , علي ,,\n1,2\n", "[a][علی]\n[1][2]\n");
    expect("a,,b\n1,2,3\n", "[a][][b]\n[1][2][3]\n");
}

static void csv__says_where_a_row_is(void **state) {
    FILE *file = tmpfile();
    assert_true(fputs("\na,b\n\"1\n2\",3\n\n4,5\n", file) >= 0);
    rewind(file);
    struct csv *csv;
    const struct csv_row *row;
    assert_int_equal(csv_create(file, &csv), ERR_NONE);
    assert_int_equal(csv_header(csv)->line, 2);
    assert_int_equal(csv_column(csv, "b"), 1);
    assert_int_equal(csv_column(csv, "c"), -1);
    assert_int_equal(csv_next(csv, &row), ERR_NONE);
    assert_int_equal(row->line, 3);
    assert_int_equal(csv_next(csv, &row), ERR_NONE);
    assert_int_equal(row->line, 6);
    assert_int_equal(csv_next(csv, &row), ERR_NONE);
    assert_null(row);
    assert_int_equal(csv_next(csv, &row), ERR_NONE);
    assert_null(row);
    csv_destroy(csv);
    assert_int_equal(fclose(file), 0);
}

/* A file that must be refused: with which code, and words that the message must have. */
struct refusal {
    const char *text;
    size_t length;
    const char *code;
    const char *words;
};

static void csv__refuses_with_line_and_column(void **state) {
    static const struct refusal cases[] = {
#define TEXT(literal) literal, sizeof(literal) - 1
        {TEXT(""), "CSV-1", "empty"},
        {TEXT("\n\r\n ,,\n"), "CSV-1", "empty"},
        {TEXT("\xEF\xBB\xBF"), "CSV-1", "empty"},
        {TEXT("\xFF\xFE\x61\0,\0"), "CSV-2", "UTF-16"},
        {TEXT("\xFE\xFF\0a"), "CSV-2", "UTF-16"},
        {TEXT("a,b\n1,\xC7\xD5\n"), "CSV-3", "Line 2, column 3"},
        {TEXT("نام,کد\nاصف\xC7\xD5,3\n"), "CSV-3", "Line 2, column 4"},
        {TEXT("a\n\xC0\xAF\n"), "CSV-3", "Line 2, column 1"},
        {TEXT("a\nx\xED\xA0\x80"), "CSV-3", "Line 2, column 2"},
        {TEXT("a\nx\xF4\x90\x80\x80"), "CSV-3", "Line 2, column 2"},
        {TEXT("a\nx\xD8"), "CSV-3", "Line 2, column 2"},
        {TEXT("a\nx\xD8,"), "CSV-3", "Line 2, column 2"},
        {TEXT("a,b\n1\0,2\n"), "CSV-4", "Line 2, column 2"},
        {TEXT("a\0,\0b\0"), "CSV-4", "Line 1, column 2"},
        {TEXT("a,b\n1,\"2\n3,4\n"), "CSV-5", "Line 2, column 3"},
        {TEXT("a,b\n1,2\n1,2,3\n"), "CSV-6", "Line 3, column 5"},
        {TEXT("a,b\n1,\"2\"x\n"), "CSV-9", "Line 2, column 6"},
        {TEXT("a,b, a\n1,2,3\n"), "CSV-10", "“a”"},
        {TEXT("PK\x03\x04rest"), "CSV-11", "workbook"},
        {TEXT("\xD0\xCF\x11\xE0rest"), "CSV-11", "workbook"},
        {TEXT("a,b\r1,2\r"), "CSV-13", "Line 1, column 5"},
#undef TEXT
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1 << 20);
        assert_int_equal(read_all(cases[i].text, cases[i].length, &out), ERR_INVALID);
        assert_string_equal(err_last()->code, cases[i].code);
        assert_non_null(strstr(err_last()->english, cases[i].words));
        assert_null(strstr(err_last()->message, "{"));
        buf_finish(&out);
    }
}

static void csv__bounds_rows_and_columns(void **state) {
    struct buf text;
    struct buf out;
    buf_init(&text, 3 << 20);
    buf_init(&out, 1 << 20);
    for (int i = 0; i < CSV_COLUMNS_MAX; i++) {
        buf_printf(&text, "%sc%d", i > 0 ? "," : "", i);
    }
    assert_int_equal(read_all(buf_text(&text), text.length, &out), ERR_NONE);
    buf_str(&text, ",one too many\n");
    assert_int_equal(read_all(buf_text(&text), text.length, &out), ERR_LIMIT);
    assert_string_equal(err_last()->code, "CSV-7");

    for (int quoted = 0; quoted < 2; quoted++) {
        buf_clear(&text);
        buf_str(&text, quoted ? "a\n\"" : "a\n");
        for (int i = 0; i <= CSV_ROW_MAX; i++) {
            buf_char(&text, 'x');
        }
        assert_int_equal(read_all(buf_text(&text), text.length, &out),
                         quoted ? ERR_INVALID : ERR_LIMIT);
        assert_string_equal(err_last()->code, quoted ? "CSV-5" : "CSV-8");
    }
    buf_finish(&out);
    buf_finish(&text);
}

static void csv__repeats_its_error(void **state) {
    FILE *file = tmpfile();
    assert_true(fputs("a,b\n1,2,3\n4,5\n", file) >= 0);
    rewind(file);
    struct csv *csv;
    const struct csv_row *row;
    assert_int_equal(csv_create(file, &csv), ERR_NONE);
    for (int i = 0; i < 2; i++) {
        err_clear();
        assert_int_equal(csv_next(csv, &row), ERR_INVALID);
        assert_null(row);
        assert_string_equal(err_last()->code, "CSV-6");
    }
    csv_destroy(csv);
    csv_destroy(NULL);
    assert_int_equal(fclose(file), 0);
}

/* The border of the input buffer falls on every byte of a difficult row once. */
static void csv__does_not_see_its_own_chunks(void **state) {
    static const char sample[] =
        "\r\n\"a\"\"ب,\r\n\",\"\xF0\x9F\x98\x80\"\r\nسلام,\xE2\x80\x8C\r\n";
    static const char expected[] = "[a\"ب,\r\n][\xF0\x9F\x98\x80]\n[سلام][\xE2\x80\x8C]\n";
    enum { CHUNK = 1 << 16 };
    for (size_t inside = 0; inside <= sizeof(sample); inside++) {
        struct buf text;
        struct buf out;
        buf_init(&text, 1 << 20);
        buf_init(&out, 1 << 20);
        buf_str(&text, "x,y\n");
        while (text.length < CHUNK - inside) {
            buf_char(&text, 'p');
        }
        buf_str(&text, sample);
        assert_int_equal(read_all(buf_text(&text), text.length, &out), ERR_NONE);
        const char *tail = buf_text(&out) + out.length - strlen(expected);
        assert_string_equal(tail, expected);
        assert_int_equal(out.length,
                         strlen("[x][y]\n[][]\n") + CHUNK - inside - 4 + strlen(expected));
        buf_finish(&out);
        buf_finish(&text);
    }
}

/* Appends a random cell, as CSV to `text` and as read_all() shows it to `expected`. */
static void random_cell(struct buf *text, struct buf *expected, char delimiter) {
    static const char *const pieces[] = {",", ";", "\t", "\"", "\n", "\r\n", "ن", "x", " ", "۱"};
    struct buf cell;
    buf_init(&cell, 1000);
    for (uint32_t i = random_below(6); i > 0; i--) {
        buf_str(&cell, pieces[random_below(COUNT_OF(pieces))]);
    }
    const char *value = buf_text(&cell);
    const char special[] = {delimiter, '"', '\r', '\n', '\0'};
    if (random_below(3) > 0 && strpbrk(value, special) == NULL) {
        buf_str(text, value);
    } else {
        buf_char(text, '"');
        for (const char *p = value; *p != '\0'; p++) {
            buf_append(text, "\"\"", *p == '"' ? 2 : 0);
            buf_append(text, p, *p == '"' ? 0 : 1);
        }
        buf_char(text, '"');
    }
    buf_printf(expected, "[%s]", value);
    buf_finish(&cell);
}

static void csv__reads_back_any_table(void **state) {
    for (int round = 0; round < 3000; round++) {
        struct buf text;
        struct buf expected;
        struct buf out;
        buf_init(&text, 1 << 20);
        buf_init(&expected, 1 << 20);
        buf_init(&out, 1 << 20);
        char delimiter = ",;\t"[random_below(3)];
        const char *line_end = random_below(2) == 0 ? "\n" : "\r\n";
        buf_str(&text, random_below(2) == 0 ? "\xEF\xBB\xBF" : "");
        buf_printf(&text, "id%cx%cy%s", delimiter, delimiter, line_end);
        buf_str(&expected, "[id][x][y]\n");
        for (uint32_t rows = random_below(20); rows > 0; rows--) {
            buf_printf(&text, "%u%c", rows, delimiter);
            buf_printf(&expected, "[%u]", rows);
            random_cell(&text, &expected, delimiter);
            buf_char(&text, delimiter);
            random_cell(&text, &expected, delimiter);
            buf_str(&text, line_end);
            buf_char(&expected, '\n');
        }
        assert_int_equal(read_all(buf_text(&text), text.length, &out), ERR_NONE);
        assert_string_equal(buf_text(&out), buf_text(&expected));
        buf_finish(&out);
        buf_finish(&expected);
        buf_finish(&text);
    }
}

static void csv__survives_every_failure(void **state) {
    struct buf text;
    buf_init(&text, 1 << 20);
    buf_str(&text, "نام ,كد\n");
    for (int i = 0; i < 20000; i++) {
        buf_str(&text, "aaaa,\"bbbb\"\n");
    }
    for (int i = 0; i < 9000; i++) {
        buf_char(&text, 'y');
    }
    for (int kind = FAULT_ALLOC; kind <= FAULT_IO; kind += FAULT_IO - FAULT_ALLOC) {
        for (unsigned long nth = 1;; nth++) {
            FILE *file = fmemopen(text.data, text.length, "r");
            struct csv *csv;
            fault_arm((enum fault_kind)kind, nth);
            enum err err = csv_create(file, &csv);
            const struct csv_row *row = NULL;
            do {
                err = err == ERR_NONE ? csv_next(csv, &row) : err;
            } while (err == ERR_NONE && row != NULL);
            bool fired = fault_fired((enum fault_kind)kind);
            fault_arm((enum fault_kind)kind, 0);
            assert_int_equal(err, !fired ? ERR_NONE : kind == FAULT_IO ? ERR_IO : ERR_MEMORY);
            csv_destroy(csv);
            assert_int_equal(fclose(file), 0);
            if (!fired) {
                assert_true(nth > 4);
                break;
            }
        }
    }
    buf_finish(&text);
}

static void csv__writes_cells_that_no_spreadsheet_runs(void **state) {
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"", "\"\""},
        {"ساده", "\"ساده\""},
        {"a,b\nc", "\"a,b\nc\""},
        {"\"a\"b\"", "\"\"\"a\"\"b\"\"\""},
        {"=1+1", "\"'=1+1\""},
        {"-5", "\"'-5\""},
        {"@\"", "\"'@\"\"\""},
        {"\tx", "\"'\tx\""},
        {"a=1", "\"a=1\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 100);
        csv_write_cell(&out, cases[i].text, csv_may_run(cases[i].text));
        assert_string_equal(buf_text(&out), cases[i].cell);
        buf_finish(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv__reads_what_excel_writes),
        cmocka_unit_test(csv__reads_quoted_cells),
        cmocka_unit_test(csv__forgives_what_harms_nobody),
        cmocka_unit_test(csv__says_where_a_row_is),
        cmocka_unit_test(csv__refuses_with_line_and_column),
        cmocka_unit_test(csv__bounds_rows_and_columns),
        cmocka_unit_test(csv__repeats_its_error),
        cmocka_unit_test(csv__does_not_see_its_own_chunks),
        cmocka_unit_test(csv__reads_back_any_table),
        cmocka_unit_test(csv__survives_every_failure),
        cmocka_unit_test(csv__writes_cells_that_no_spreadsheet_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
