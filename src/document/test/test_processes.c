/* Processes in the document: drawings and tables out of the library, as-is beside to-be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "compile.h"
#include "document_sql.h"
#include "fault.h"
#include "import.h"
#include "json.h"
#include "library.h"
#include "rig.h"

#define CARD "ثبت‌نام کارت هوشمند ملی (نخستین بار)"
#define LAND "کمیسیون ماده ۱۲ (تشخیص نوع زمین)"
#define LAND_AGENCY "اداره کل راه و شهرسازی استان اصفهان"

static struct store *store;
static struct store_db *db;
static struct arena *arena;
static int64_t now_ms;
static struct document_problems problems;

static FILE *data_file(const char *name) {
    char path[600];
    snprintf(path, sizeof(path), KHAJU_SOURCE "/data/%s", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s is not there", path);
    }
    return file;
}

static void import_one(enum import_kind kind, const char *name) {
    FILE *file = data_file(name);
    struct import_report report;
    const struct import_request request = {
        .kind = kind, .file = file, .file_name = name, .now_ms = now_ms};
    assert_int_equal(import_run(store, arena, &request, &report), ERR_NONE);
    fclose(file);
}

static void read_again(void) {
    if (db != NULL) {
        store_reader_release(db);
    }
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
}

static int setup(void **state) {
    int64_t day;
    arena = arena_create((size_t)1 << 30);
    assert_true(calendar_day((struct jalali){1404, 9, 2}, &day));
    now_ms = calendar_ms_of_day(day) + 36000000;
    rig_open(&store);
    import_one(IMPORT_COUNTIES, "isfahan/counties.csv");
    import_one(IMPORT_AGENCIES, "isfahan/agencies.csv");
    import_one(IMPORT_SERVICES, "isfahan/services.csv");
    read_again();
    return 0;
}

static int teardown(void **state) {
    store_reader_release(db);
    rig_close(store);
    arena_destroy(arena);
    return 0;
}

/* ---- the library ---- */

static struct library_upload upload_of(const char *name) {
    char path[200];
    snprintf(path, sizeof(path), "processes/%s", name);
    FILE *file = data_file(path);
    char *bytes = arena_alloc(arena, 1 << 16);
    size_t size = fread(bytes, 1, 1 << 16, file);
    fclose(file);
    return (struct library_upload){.bytes = bytes, .size = size, .file_name = name, .note = ""};
}

static void publish(const char *id, int64_t number) {
    struct library_move move = {.act = {.now_ms = ++now_ms, .arena = arena},
                                .id = id,
                                .number = number,
                                .to = LIBRARY_STATE_PUBLISHED};
    assert_int_equal(store_write(store, library_move, &move), ERR_NONE);
    read_again();
}

static const char *add(const char *title, enum library_role role, const char *service,
                       const char *file) {
    struct document_process_service_row row = {.id = ""};
    bool found = true;
    if (service != NULL) {
        assert_int_equal(document_process_service(db, arena,
                                                  &(struct document_process_service_in){service},
                                                  &row, &found),
                         ERR_NONE);
    }
    assert_true(found);
    struct library_add one = {.act = {.now_ms = ++now_ms, .arena = arena},
                              .kind = LIBRARY_PROCESS,
                              .demonstration = true,
                              .heading = {.title = title, .role = role, .service_id = row.id},
                              .upload = upload_of(file)};
    assert_int_equal(store_write(store, library_add, &one), ERR_NONE);
    read_again();
    return arena_strdup(arena, one.id_out);
}

/* ---- a document of one chapter ---- */

static struct content compiled;

static enum err compile_text(const char *source) {
    struct document_chapter chapter = {
        .slug = "gap", .title = "شکاف", .source = source, .position = 1, .author = ""};
    const struct document_chapter_list chapters = {&chapter, 1};
    const struct compile_job job = {.db = db, .arena = arena, .now_ms = now_ms};
    document_problems_init(&problems, arena);
    enum err err = compile_run(&job, &chapters, &problems, &compiled);
    compiled.author = compiled.note = "";
    return err;
}

static const char *html_of(const char *block) {
    assert_int_equal(compile_text(arena_printf(arena, "# شکاف\n\n%s\n", block)), ERR_NONE);
    assert_int_equal(problems.errors, 0);
    return compiled.chapters[0].html;
}

static void expect_problem(const char *block, const char *code) {
    assert_int_equal(compile_text(arena_printf(arena, "# شکاف\n\n%s\n", block)), ERR_NONE);
    assert_int_equal(problems.count, 1);
    assert_string_equal(problems.items[0].code, code);
    assert_int_equal(problems.items[0].line, 3);
}

static json_t *content_of(size_t block) {
    json_t *json = NULL;
    assert_true(block < compiled.block_count);
    assert_int_equal(json_read(arena, compiled.blocks[block].content, &json), ERR_NONE);
    return json;
}

static const char *cell(json_t *content, size_t row, size_t column) {
    json_t *value = json_array_get(json_array_get(json_object_get(content, "rows"), row), column);
    return json_is_string(value) ? json_string_value(value) : NULL;
}

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void assert_ids_are_unique(const char *html) {
    for (const char *at = strstr(html, " id=\""); at != NULL; at = strstr(at + 1, " id=\"")) {
        const char *id = arena_strndup(arena, at, strcspn(at + 5, "\"") + 6);
        if (count_of(html, id) != 1) {
            fail_msg("twice:%s", id);
        }
    }
}

/* ---- nothing yet ---- */

static void processes__say_why_there_is_no_data(void **state) {
    expect_problem("{{processes}}", "DOP-7");
    const char *html = compiled.chapters[0].html;
    assert_non_null(strstr(html, "هیچ فرآیندی در کتابخانه منتشر نشده است."));
    assert_null(strstr(html, "class=\"drawing\""));
    assert_int_equal(compiled.block_count, 1); /* that there is nothing is evidence too */
    assert_int_equal(compiled.blocks[0].total, 0);
    expect_problem("{{processes service=\"" CARD "\"}}", "DOP-7");
    assert_non_null(strstr(problems.items[0].message, CARD));
    expect_problem("{{table processes.comparison}}", "DOP-7");
    expect_problem("{{table processes.published}}", "DOP-7");
}

static void processes__name_what_the_author_got_wrong(void **state) {
    expect_problem("{{processes service=99999}}", "DOP-3");
    expect_problem("{{processes agency=\"دستگاه ناشناخته\"}}", "DOP-3");
    expect_problem("{{processes everything}}", "DOP-1");
    expect_problem("{{processes limit=0}}", "DOP-1");
    expect_problem("{{processes limit=many}}", "DOP-1");
    expect_problem("متن {{processes}} متن", "DOP-11");
}

/* ---- one pair ---- */

static const char *card_as_is;

static void processes__freeze_drawings_and_tables_with_their_files(void **state) {
    card_as_is = add("کارت، اکنون", LIBRARY_IS_AS_IS, CARD, "smart-card.as-is.bpmn");
    const char *to_be = add("کارت، فردا", LIBRARY_IS_TO_BE, CARD, "smart-card.to-be.bpmn");
    expect_problem("{{processes}}", "DOP-7"); /* drafts are nobody's as-is */
    publish(card_as_is, 1);
    publish(to_be, 1);
    const char *html = html_of("{{processes}}");
    assert_int_equal(count_of(html, "class=\"drawing\""), 2);
    assert_int_equal(count_of(html, "class=\"kh-wide\""), 1);
    assert_ids_are_unique(html);
    static const char *const kinds[] = {"figure", "figure", "table", "table", "table"};
    static const char *const names[] = {"processes.steps", "processes.steps", "processes.measures",
                                        "processes.visits", "processes.asked"};
    assert_int_equal(compiled.block_count, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_string_equal(compiled.blocks[i].kind, kinds[i]);
        assert_string_equal(compiled.blocks[i].provider, names[i]);
        const char *source = json_text(content_of(i), "source");
        assert_non_null(source);
        assert_true((strstr(source, "smart-card.as-is.bpmn") != NULL) == (i != 1));
        assert_true((strstr(source, "smart-card.to-be.bpmn") != NULL) == (i != 0));
        assert_non_null(strstr(source, "۲ آذر ۱۴۰۴"));
    }
    struct library_version version;
    assert_int_equal(library_version_get(db, arena, card_as_is, 1, &version), ERR_NONE);
    assert_non_null(strstr(html, version.hash));
    assert_non_null(strstr(json_text(content_of(0), "source"), version.hash));
}

/* The numbers of `khaju process compare`, which test_compare.py counts by hand. */
static void processes__show_what_changes_for_the_citizen(void **state) {
    html_of("{{processes}}");
    json_t *measures = content_of(2);
    assert_int_equal(compiled.blocks[2].total, 15);
    assert_string_equal(cell(measures, 1, 0), "مراجعه‌ها، مسیر محتمل");
    assert_string_equal(cell(measures, 1, 1), "۲٫۱۳ مراجعه");
    assert_string_equal(cell(measures, 1, 2), "۱ مراجعه");
    assert_string_equal(cell(measures, 1, 3), "۱٫۱۳ مراجعه کمتر");
    assert_string_equal(cell(measures, 0, 3), "بدون تغییر");
    assert_string_equal(cell(measures, 6, 3), "۱ بار بیشتر");
    json_t *visits = content_of(3);
    assert_int_equal(compiled.blocks[3].total, 2);
    assert_string_equal(cell(visits, 0, 2), "ماده ۳۸ قانون ثبت احوال");
    assert_string_equal(cell(visits, 1, 0), "تحویل حضوری کارت");
    assert_string_equal(cell(visits, 1, 2), "هیچ بندی ذکر نشده است");
    assert_string_equal(cell(visits, 1, 4), "حذف‌شده");
    json_t *asked = content_of(4);
    assert_string_equal(cell(asked, 0, 1), "شناسنامه عکس‌دار");
    assert_string_equal(cell(asked, 0, 2), "بله");
    assert_string_equal(cell(asked, 0, 3), "خیر");
}

static void processes__are_hashed_with_the_version(void **state) {
    char before[CONTENT_HASH_SIZE], again[CONTENT_HASH_SIZE], after[CONTENT_HASH_SIZE];
    int64_t bytes;
    html_of("{{processes}}");
    assert_int_equal(content_hash(&compiled, before, &bytes), ERR_NONE);
    html_of("{{processes}}");
    assert_int_equal(content_hash(&compiled, again, &bytes), ERR_NONE);
    assert_string_equal(before, again);
    const char *reading = compiled.chapters[0].reading;
    struct library_save save = {.act = {.now_ms = ++now_ms, .arena = arena},
                                .id = card_as_is,
                                .stands_on = 1,
                                .upload = upload_of("smart-card.to-be.bpmn")};
    assert_int_equal(store_write(store, library_save, &save), ERR_NONE);
    publish(card_as_is, 2);
    html_of("{{processes}}");
    assert_int_equal(content_hash(&compiled, after, &bytes), ERR_NONE);
    assert_string_not_equal(before, after);
    assert_string_not_equal(reading, compiled.chapters[0].reading); /* the redline shows it */
    assert_string_equal(cell(content_of(2), 1, 3), "بدون تغییر");
}

/* ---- several ---- */

static void processes__stand_alone_without_the_other_side(void **state) {
    publish(add("زمین، اکنون", LIBRARY_IS_AS_IS, LAND, "land-type.as-is.bpmn"), 1);
    const char *html = html_of("{{processes service=\"" LAND "\"}}");
    assert_int_equal(count_of(html, "class=\"drawing\""), 1);
    assert_non_null(strstr(html, "زیرا در کتابخانه منتشر نشده است"));
    assert_non_null(cell(content_of(1), 0, 1));
    assert_null(cell(content_of(1), 0, 2)); /* unknown, not zero */
    assert_null(cell(content_of(1), 0, 3));
}

static void processes__are_chosen_by_service_and_agency(void **state) {
    const char *html = html_of("{{processes agency=\"" LAND_AGENCY "\"}}");
    assert_non_null(strstr(html, LAND));
    assert_null(strstr(html, CARD));
    html = html_of("{{processes limit=1}}");
    assert_int_equal(count_of(html, "class=\"kh-block kh-process\""), 1);
    assert_non_null(strstr(html, "از ۲ فرآیند، ۱ فرآیند در اینجا آمده است."));
    html = html_of("{{processes}}\n\n{{processes}}");
    assert_ids_are_unique(html);
}

static void processes__of_no_service_are_never_taken_for_a_pair(void **state) {
    publish(add("تنها، اکنون", LIBRARY_IS_AS_IS, NULL, "smart-card.as-is.bpmn"), 1);
    publish(add("تنها، فردا", LIBRARY_IS_TO_BE, NULL, "smart-card.to-be.bpmn"), 1);
    publish(add("زمین، فردا", LIBRARY_IS_TO_BE, LAND, "land-type.to-be.bpmn"), 1);
    html_of("{{table processes.comparison}}");
    assert_int_equal(compiled.blocks[0].total, 2);
    json_t *rows = content_of(0);
    for (size_t i = 0; i < 2; i++) {
        json_t *row = json_array_get(json_object_get(rows, "rows"), i);
        const char *title = json_string_value(json_array_get(json_array_get(row, 0), 0));
        if (strcmp(title, LAND) == 0) {
            assert_string_equal(cell(rows, i, 2), "۱ مراجعه");
            assert_string_equal(cell(rows, i, 3), "۰ مراجعه");
        }
    }
    html_of("{{table processes.published}}");
    assert_int_equal(compiled.blocks[0].total, 6);
    assert_int_equal(count_of(html_of("{{processes}}"), "class=\"kh-block kh-process\""), 4);
}

static void processes__survive_any_lack_of_memory(void **state) {
    enum { MOST = 20000, STEP = 37 };
    unsigned long nth = 1;
    enum err err = ERR_MEMORY;
    for (; nth < MOST && err != ERR_NONE; nth += STEP) {
        fault_arm(FAULT_ALLOC, nth);
        err = compile_text("# شکاف\n\n{{processes service=\"" CARD "\"}}\n");
        fault_arm(FAULT_ALLOC, 0);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
    }
    assert_true(nth > STEP + 1 && err == ERR_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(processes__say_why_there_is_no_data),
        cmocka_unit_test(processes__name_what_the_author_got_wrong),
        cmocka_unit_test(processes__freeze_drawings_and_tables_with_their_files),
        cmocka_unit_test(processes__show_what_changes_for_the_citizen),
        cmocka_unit_test(processes__are_hashed_with_the_version),
        cmocka_unit_test(processes__stand_alone_without_the_other_side),
        cmocka_unit_test(processes__are_chosen_by_service_and_agency),
        cmocka_unit_test(processes__of_no_service_are_never_taken_for_a_pair),
        cmocka_unit_test(processes__survive_any_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
