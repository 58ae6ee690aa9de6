/* The document on the province's real data: compiling, freezing, proving, comparing, states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calendar.h"
#include "compile.h"
#include "content.h"
#include "document_version.h"
#include "fault.h"
#include "import.h"
#include "plan.h"
#include "tool.h"
#include "rig.h"

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
    if (import_run(store, arena, &request, &report) != ERR_NONE || !report.applied) {
        fail_msg("%s: %s", name, err_last()->english);
    }
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
    registry_set_listener(plan_service_changed);
    rig_open(&store);
    import_one(IMPORT_COUNTIES, "isfahan/counties.csv");
    import_one(IMPORT_AGENCIES, "isfahan/agencies.csv");
    import_one(IMPORT_GLOSSARY, "isfahan/glossary.csv");
    import_one(IMPORT_UPSTREAM, "isfahan/upstream.csv");
    import_one(IMPORT_SERVICES, "isfahan/services.csv");
    struct plan_rules_import rules = {.rules = data_file("rules/diagnosis.csv"),
                                      .held = data_file("rules/held-documents.csv"),
                                      .groups = data_file("rules/duty-groups.csv"),
                                      .obliged = data_file("rules/duty-obliged.csv"),
                                      .now_ms = now_ms};
    if (store_write(store, plan_rules_import, &rules) != ERR_NONE) {
        fail_msg("rules: %s", err_last()->english);
    }
    fclose(rules.rules);
    fclose(rules.held);
    fclose(rules.groups);
    fclose(rules.obliged);
    read_again();
    return 0;
}

static int teardown(void **state) {
    store_reader_release(db);
    rig_close(store);
    arena_destroy(arena);
    return 0;
}

static enum err compile_now(struct document_compiled *out) {
    enum err err = document_compile(store, arena,
                                    &(struct document_compile){.now_ms = now_ms, .note = "آزمون"},
                                    &problems, out);
    read_again();
    return err;
}

/* ---- compiling ---- */

static void document__compiles_real_data_without_an_error(void **state) {
    struct document_compiled made;
    struct document_chapter_list chapters;
    if (compile_now(&made) != ERR_NONE) {
        fail_msg("%s: %s", err_last()->english,
                 problems.count > 0 ? problems.items[0].message : "");
    }
    assert_int_equal(problems.errors, 0);
    assert_int_equal(made.number, 1);
    assert_int_equal(made.chapters, 11);
    assert_true(made.numbers >= 20 && made.tables >= 20 && made.figures >= 4);
    assert_int_equal(document_chapters(db, arena, &chapters), ERR_NONE);
    assert_int_equal(chapters.count, 11);
    assert_string_equal(chapters.rows[2].slug, "as-is");
    assert_string_equal(chapters.rows[2].title, "وضع موجود");
}

static const struct document_evidence *find(const struct document_evidence_list *list,
                                            const char *provider, const char *kind) {
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->rows[i].provider, provider) == 0 &&
            strcmp(list->rows[i].kind, kind) == 0) {
            return &list->rows[i];
        }
    }
    fail_msg("no %s %s", kind, provider);
    return NULL;
}

/* Counted in the files by hand: 185 services, 28 counties, 5,120,850 people (the four new counties
   are inside another), time for 54, fee for 62. */
static void document__freezes_numbers_with_query_and_rows(void **state) {
    struct document_evidence_list list;
    struct document_evidence one;
    assert_int_equal(document_evidences(db, arena, 1, &list), ERR_NONE);
    assert_string_equal(find(&list, "services.count", "number")->value, "۱۸۵");
    assert_string_equal(find(&list, "counties.count", "number")->value, "۲۸");
    assert_string_equal(find(&list, "counties.population", "number")->value, "۵٬۱۲۰٬۸۵۰");
    assert_string_equal(find(&list, "services.without_time", "number")->value, "۱۳۱");
    assert_string_equal(find(&list, "services.without_fee", "number")->value, "۱۲۳");
    assert_string_equal(find(&list, "province.name", "text")->value, "استان اصفهان");
    int64_t k = find(&list, "services.without_fee", "number")->k;
    assert_int_equal(document_evidence_get(db, arena, 1, k, &one), ERR_NONE);
    assert_int_equal(one.total, 123);
    json_t *json = NULL;
    assert_int_equal(json_read(arena, one.content, &json), ERR_NONE);
    assert_int_equal(json_array_size(json_object_get(json, "rows")), 123);
    assert_non_null(strstr(json_text(json, "query"), "registry_service"));
    assert_string_equal(json_text(json, "statement"), "document.services_without_fee");
    assert_int_equal(document_evidence_get(db, arena, 1, 99999, &one), ERR_NOT_FOUND);
}

static void document__shows_no_mark_and_no_empty_link(void **state) {
    struct document_page_list pages;
    assert_int_equal(document_pages(db, arena, 1, &pages), ERR_NONE);
    for (size_t i = 0; i < pages.count; i++) {
        assert_null(strstr(pages.rows[i].html, "\xEE\x83\xB0"));
        assert_null(strstr(pages.rows[i].html, "{{"));
        assert_null(strstr(pages.rows[i].html, "href=\"\""));
        assert_non_null(strstr(pages.rows[i].html, "<h1"));
        const char *linked = document_relink(arena, pages.rows[i].html, "/document/versions/1");
        assert_null(strstr(linked, "href=\"#number-"));
    }
    assert_non_null(strstr(pages.rows[1].html, "متن قانون نیست"));
}

/* ---- problems: each one provoked ---- */

static void expect(const char *source, const char *code, unsigned line) {
    assert_int_equal(document_chapter_problems(db, arena, "gap", source, now_ms, &problems),
                     ERR_NONE);
    for (size_t i = 0; i < problems.count; i++) {
        if (strcmp(problems.items[i].code, code) == 0 && problems.items[i].line == line) {
            assert_string_equal(problems.items[i].chapter, "gap");
            assert_true(strlen(problems.items[i].message) > 10);
            return;
        }
    }
    fail_msg("no %s in line %u of: %s", code, line, source);
}

static void document__names_every_problem_with_its_place(void **state) {
    expect("# ع\nمتن {{number services.cuont}}\n", "DOP-3", 2);
    assert_non_null(strstr(problems.items[0].message, "services.count"));
    expect("# ع\nمتن {{number services.by_agency}}\n", "DOP-3", 2);
    expect("# ع\n\n{{figure services.list}}\n", "DOP-3", 3);
    expect("# ع\nمتن {{term واژه ناشناخته}}\n", "DOP-4", 2);
    expect("# ع\nمتن {{clause FOIA-1387 \"Art. 99\"}}\n", "DOP-5", 2);
    expect("# ع\nمتن {{clause NO-LAW \"Art. 1\"}}\n", "DOP-5", 2);
    expect("# ع\nمتن {{clause CSML-1386 \"Art. 37\"}}\n", "DOP-6", 2);
    expect("# ع\n\n{{table requirements.count}}\n", "DOP-7", 3);
    expect("# ع\nمتن {{number counties.population}}\n", "DOP-9", 2);
    expect("# ع\nمتن [نشانی]({{number services.count}})\n", "DOP-11", 0);
    expect("# ع\nمتن {{clause FOIA-1387 \"Art. 14\"}}\n", "DOP-14", 2);
    expect("# ع\nمتن {{see no-chapter}}\n", "DOP-15", 2);
    expect("# ع\nمتن {{clause SHAFAF-1399 \"Art. 1, data item\"}}\n", "DOP-16", 2);
    expect("# ع\n\n{{table services.list limit=many}}\n", "DOP-1", 3);
    int64_t today = now_ms;
    now_ms += INT64_C(400) * 24 * 3600 * 1000;
    expect("# ع\nمتن {{number services.count}}\n", "DOP-8", 2);
    now_ms = today;
}

/* ---- editing ---- */

struct saving {
    struct document_chapter_edit edit;
};

static enum err save_command(struct store_db *writer, void *context) {
    struct saving *saving = context;
    return document_chapter_save(writer, arena, &saving->edit);
}

static enum err save(const char *slug, const char *source, int64_t expected) {
    struct saving saving = {.edit = {.slug = slug,
                                     .source = source,
                                     .expected_version = expected,
                                     .now_ms = now_ms,
                                     .note = ""}};
    enum err err = store_write(store, save_command, &saving);
    read_again();
    return err;
}

static void document__keeps_every_edition_and_refuses_a_late_one(void **state) {
    struct document_chapter chapter;
    assert_int_equal(document_chapter_get(db, arena, "monitoring", &chapter), ERR_NONE);
    assert_int_equal(chapter.version, 0);
    const char *brought = chapter.source;
    assert_int_equal(save("monitoring", brought, 0), ERR_NONE);
    assert_int_equal(document_chapter_get(db, arena, "monitoring", &chapter), ERR_NONE);
    assert_int_equal(chapter.version, 0); /* the same text makes no edition */
    const char *mine = arena_printf(arena, "%s\nجمله تازه\r\n", brought);
    assert_int_equal(save("monitoring", mine, 0), ERR_NONE);
    assert_int_equal(save("monitoring", "# دیگر\nمتن\n", 0), ERR_CONFLICT);
    assert_int_equal(document_chapter_get(db, arena, "monitoring", &chapter), ERR_NONE);
    assert_int_equal(chapter.version, 1);
    assert_null(strchr(chapter.source, '\r'));
    assert_non_null(strstr(chapter.source, "جمله تازه"));
    assert_int_equal(save("no-such", "# x\n", 0), ERR_NOT_FOUND);
}

static void document__freezes_nothing_while_there_are_errors(void **state) {
    struct document_compiled made;
    struct document_version_list list;
    assert_int_equal(save("monitoring", "# پایش\n{{number nothing.there}}\n", 1), ERR_NONE);
    assert_int_equal(compile_now(&made), ERR_INVALID);
    assert_int_equal(made.number, 0);
    assert_int_equal(problems.errors, 1);
    assert_string_equal(problems.items[0].chapter, "monitoring");
    assert_int_equal(document_list(db, arena, 0, 10, &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_int_equal(save("monitoring", "# پایش\n\nپایش سه‌ماهه است.\n", 2),
                     ERR_NONE);
}

/* ---- hash, redline, states ---- */

static void document__proves_that_a_version_is_unchanged(void **state) {
    bool intact = false;
    char actual[65], again[CONTENT_HASH_SIZE];
    struct document_version version;
    struct content content;
    int64_t bytes = 0;
    assert_int_equal(document_verify(db, arena, 1, &intact, actual), ERR_NONE);
    assert_true(intact);
    assert_int_equal(document_version_get(db, arena, 1, &version), ERR_NONE);
    assert_string_equal(version.hash, actual);
    assert_int_equal(content_load(db, arena, 1, &content), ERR_NONE);
    assert_int_equal(content_hash(&content, again, &bytes), ERR_NONE);
    assert_string_equal(again, actual);
    assert_int_equal(bytes, version.bytes);
    content.blocks[3].value = "۱";
    assert_int_equal(content_hash(&content, again, &bytes), ERR_NONE);
    assert_string_not_equal(again, actual);
}

static void document__gives_the_same_hash_for_the_same_content(void **state) {
    struct document_chapter_list chapters;
    struct content first, second;
    struct document_problems one, two;
    char a[CONTENT_HASH_SIZE], b[CONTENT_HASH_SIZE];
    int64_t bytes;
    assert_int_equal(document_chapters(db, arena, &chapters), ERR_NONE);
    const struct compile_job job = {.db = db, .arena = arena, .now_ms = now_ms};
    document_problems_init(&one, arena);
    document_problems_init(&two, arena);
    assert_int_equal(compile_run(&job, &chapters, &one, &first), ERR_NONE);
    assert_int_equal(compile_run(&job, &chapters, &two, &second), ERR_NONE);
    first.author = second.author = first.note = second.note = "";
    first.problems = one;
    second.problems = two;
    assert_int_equal(content_hash(&first, a, &bytes), ERR_NONE);
    assert_int_equal(content_hash(&second, b, &bytes), ERR_NONE);
    assert_string_equal(a, b);
}

static void document__shows_what_changed_between_versions(void **state) {
    struct document_compiled made;
    struct document_comparison comparison;
    assert_int_equal(compile_now(&made), ERR_NONE);
    assert_int_equal(made.number, 2);
    assert_int_equal(document_compare(db, arena, 0, 2, &comparison), ERR_NONE);
    assert_int_equal(comparison.before, 1);
    size_t changed = 0;
    for (size_t i = 0; i < comparison.chapter_count; i++) {
        const struct redline *redline = &comparison.chapters[i].redline;
        if (redline->added + redline->removed > 0) {
            /* the chapters that name «جدول» numbers after the shortened one differ as well */
            changed++;
        }
        if (strcmp(comparison.chapters[i].slug, "monitoring") == 0) {
            assert_true(redline->removed > 50);
            assert_true(redline->added >= 1);
        }
        if (strcmp(comparison.chapters[i].slug, "gap") == 0) {
            assert_int_equal(redline->added + redline->removed, 0);
        }
    }
    assert_true(changed >= 1 && changed <= 2);
    assert_int_equal(document_compare(db, arena, 0, 1, &comparison), ERR_NOT_FOUND);
}

struct moving {
    struct document_move move;
};

static enum err move_command(struct store_db *writer, void *context) {
    struct moving *moving = context;
    return document_state_move(writer, arena, &moving->move);
}

static enum err move(int64_t number, enum document_state from, enum document_state to,
                     const struct person *who) {
    struct moving moving = {
        .move = {
            .number = number, .from = from, .to = to, .who = who, .now_ms = now_ms, .note = ""}};
    enum err err = store_write(store, move_command, &moving);
    read_again();
    return err;
}

static void publish(int64_t number) {
    assert_int_equal(move(number, DOCUMENT_DRAFT, DOCUMENT_AGENCY_REVIEW, NULL), ERR_NONE);
    assert_int_equal(move(number, DOCUMENT_AGENCY_REVIEW, DOCUMENT_WORKING_GROUP, NULL), ERR_NONE);
    assert_int_equal(move(number, DOCUMENT_WORKING_GROUP, DOCUMENT_CONSULTATION, NULL), ERR_NONE);
    assert_int_equal(move(number, DOCUMENT_CONSULTATION, DOCUMENT_APPROVED, NULL), ERR_NONE);
    assert_int_equal(move(number, DOCUMENT_APPROVED, DOCUMENT_NOTIFIED, NULL), ERR_NONE);
}

static void document__moves_by_known_steps_only(void **state) {
    int64_t number = 9;
    struct document_version version;
    struct document_transition_list moves;
    const struct person officer = {
        .id = "x", .username = "x", .name = "x", .roles = 1u << ROLE_agency_officer};
    assert_int_equal(document_published(db, arena, &number), ERR_NONE);
    assert_int_equal(number, 0);
    assert_int_equal(move(1, DOCUMENT_DRAFT, DOCUMENT_NOTIFIED, NULL), ERR_INVALID);
    assert_int_equal(move(1, DOCUMENT_DRAFT, DOCUMENT_AGENCY_REVIEW, &officer), ERR_DENIED);
    assert_int_equal(move(1, DOCUMENT_AGENCY_REVIEW, DOCUMENT_DRAFT, NULL), ERR_CONFLICT);
    publish(1);
    assert_int_equal(document_published(db, arena, &number), ERR_NONE);
    assert_int_equal(number, 1);
    publish(2);
    assert_int_equal(document_published(db, arena, &number), ERR_NONE);
    assert_int_equal(number, 2);
    assert_int_equal(document_version_get(db, arena, 1, &version), ERR_NONE);
    assert_int_equal(version.state, DOCUMENT_SUPERSEDED);
    assert_int_equal(document_transitions(db, arena, 1, &moves), ERR_NONE);
    assert_int_equal(moves.count, 6);
    assert_string_equal(moves.rows[5].to, "superseded");
    /* the state is no part of the content */
    bool intact = false;
    char actual[65];
    assert_int_equal(document_verify(db, arena, 1, &intact, actual), ERR_NONE);
    assert_true(intact);
}

/* ---- files ---- */

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = malloc(64 << 20);
    *size = fread(text, 1, (64 << 20) - 1, file);
    text[*size] = '\0';
    fclose(file);
    return text;
}

static void document__exports_one_file_that_needs_nothing_else(void **state) {
    char path[600], cache[600];
    size_t size = 0;
    snprintf(path, sizeof(path), "%s/out.html", rig_folder());
    snprintf(cache, sizeof(cache), "%s/cache", rig_folder());
    assert_int_equal(document_export(store, 2, DOCUMENT_HTML, cache, path), ERR_NONE);
    char *html = read_file(path, &size);
    assert_non_null(strstr(html, "dir=\"rtl\""));
    assert_non_null(strstr(html, "href=\"data:text/css;base64,"));
    assert_null(strstr(html, "href=\"document.css\""));
    assert_non_null(strstr(html, "id=\"number-1\""));
    free(html);
    struct document_version version;
    const char *cached = NULL;
    assert_int_equal(document_version_get(db, arena, 2, &version), ERR_NONE);
    assert_true(document_export_cached(arena, cache, &version, DOCUMENT_HTML, &cached));
    assert_false(document_export_cached(arena, cache, &version, DOCUMENT_PDF, &cached));
    assert_int_equal(document_export(store, 77, DOCUMENT_HTML, NULL, path), ERR_NOT_FOUND);
    assert_int_equal(document_export(store, 2, DOCUMENT_HTML, NULL, "/nowhere/x.html"), ERR_IO);
    unlink(path);
    fault_arm(FAULT_IO, 1);
    assert_int_equal(document_export(store, 2, DOCUMENT_HTML, NULL, path), ERR_IO);
    fault_arm(FAULT_IO, 0);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void tool__names_the_package_of_a_missing_program(void **state) {
    struct tool tool = {.program = "khaju-no-such-program",
                        .directory = "/tmp",
                        .package = "the-package",
                        .timeout_ms = 5000};
    assert_int_equal(tool_run(&tool, NULL), ERR_UNAVAILABLE);
    assert_non_null(strstr(err_last()->english, "the-package"));
}

static void tool__stops_what_takes_too_long(void **state) {
    struct tool tool = {.program = "sleep",
                        .arguments = {"20", NULL},
                        .directory = "/tmp",
                        .package = "coreutils",
                        .timeout_ms = 200};
    assert_int_equal(tool_run(&tool, NULL), ERR_LIMIT);
    int code = 0;
    tool = (struct tool){
        .program = "false", .directory = "/tmp", .package = "coreutils", .timeout_ms = 5000};
    assert_int_equal(tool_run(&tool, &code), ERR_IO);
    assert_int_equal(code, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document__compiles_real_data_without_an_error),
        cmocka_unit_test(document__freezes_numbers_with_query_and_rows),
        cmocka_unit_test(document__shows_no_mark_and_no_empty_link),
        cmocka_unit_test(document__names_every_problem_with_its_place),
        cmocka_unit_test(document__keeps_every_edition_and_refuses_a_late_one),
        cmocka_unit_test(document__freezes_nothing_while_there_are_errors),
        cmocka_unit_test(document__proves_that_a_version_is_unchanged),
        cmocka_unit_test(document__gives_the_same_hash_for_the_same_content),
        cmocka_unit_test(document__shows_what_changed_between_versions),
        cmocka_unit_test(document__moves_by_known_steps_only),
        cmocka_unit_test(document__exports_one_file_that_needs_nothing_else),
        cmocka_unit_test(tool__names_the_package_of_a_missing_program),
        cmocka_unit_test(tool__stops_what_takes_too_long),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
