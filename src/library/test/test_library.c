/* The library: what is kept, what is refused, what happens when two people save. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "calendar.h"
#include "fault.h"
#include "library.h"
#include "library_file.h"
#include "rig.h"

#define BPMN_OF(name, inside) \
    "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" " \
    "targetNamespace=\"urn:t\"><process id=\"p\" name=\"" name "\">" inside \
    "</process></definitions>"
#define SOUND \
    "<startEvent id=\"s\"/><task id=\"t\" name=\"x\"/><endEvent id=\"e\"/>" \
    "<sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"t\"/>" \
    "<sequenceFlow id=\"b\" sourceRef=\"t\" targetRef=\"e\"/>"

static struct store *store;
static struct store_db *db;
static struct arena *arena;
static int64_t now_ms;

static void read_again(void) {
    if (db != NULL) {
        store_reader_release(db);
    }
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
}

static int setup(void **state) {
    arena = arena_create((size_t)256 << 20);
    now_ms = calendar_now_ms();
    rig_open(&store);
    read_again();
    return 0;
}

static int teardown(void **state) {
    store_reader_release(db);
    db = NULL;
    rig_close(store);
    arena_destroy(arena);
    return 0;
}

static struct library_act act(void) {
    return (struct library_act){.now_ms = ++now_ms, .arena = arena};
}

static struct library_upload upload(const char *text, int64_t errors) {
    return (struct library_upload){.bytes = text,
                                   .size = strlen(text),
                                   .file_name = "a.bpmn",
                                   .note = "",
                                   .found = {.errors = errors}};
}

static const char *add(const char *title, const char *text, int64_t errors) {
    struct library_add one = {.act = act(),
                              .kind = LIBRARY_PROCESS,
                              .heading = {.title = title, .role = LIBRARY_IS_AS_IS},
                              .upload = upload(text, errors)};
    assert_int_equal(store_write(store, library_add, &one), ERR_NONE);
    read_again();
    return arena_strdup(arena, one.id_out);
}

static enum err save(const char *id, int64_t stands_on, const char *text, int64_t *number) {
    struct library_save one = {
        .act = act(), .id = id, .stands_on = stands_on, .upload = upload(text, 0)};
    enum err err = store_write(store, library_save, &one);
    *number = one.number_out;
    read_again();
    return err;
}

static enum err move(const char *id, int64_t number, enum library_state to, int64_t errors) {
    struct library_move one = {
        .act = act(), .id = id, .number = number, .to = to, .found = {.errors = errors}};
    enum err err = store_write(store, library_move, &one);
    read_again();
    return err;
}

static struct library_model model_of(const char *id) {
    struct library_model model;
    assert_int_equal(library_get(db, arena, id, &model), ERR_NONE);
    return model;
}

static void file__is_kept_byte_for_byte(void **state) {
    static const char bytes[] = "\xEF\xBB\xBF" BPMN_OF("x", SOUND) "\r\n<!-- end -->";
    const char *id = add("  صدور  پروانه ", bytes, 0);
    struct store_blob kept;
    assert_int_equal(library_bytes(db, arena, id, 1, &kept), ERR_NONE);
    assert_int_equal(kept.size, strlen(bytes));
    assert_memory_equal(kept.data, bytes, kept.size);
    struct library_model model = model_of(id);
    assert_string_equal(model.title, "صدور پروانه");
    assert_int_equal(model.last.size, strlen(bytes));
    assert_int_equal(model.last.state, LIBRARY_STATE_DRAFT);
    assert_int_equal(strlen(model.last.hash), LIBRARY_HASH_SIZE - 1);
    assert_false(model.published.known);
    assert_int_equal(library_bytes(db, arena, id, 2, &kept), ERR_NOT_FOUND);
}

static void save__refuses_what_does_not_stand_on_the_newest_version(void **state) {
    const char *id = add("دو نفر", BPMN_OF("1", SOUND), 0);
    int64_t number;
    assert_int_equal(save(id, 1, BPMN_OF("2", SOUND), &number), ERR_NONE);
    assert_int_equal(number, 2);
    assert_int_equal(save(id, 1, BPMN_OF("3", SOUND), &number), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "LIB-5");
    assert_int_equal(number, 2); /* what it has to stand on now */
    assert_int_equal(save(id, number, BPMN_OF("3", SOUND), &number), ERR_NONE);
    assert_int_equal(number, 3);
    struct library_version_list versions;
    assert_int_equal(library_versions(db, arena, id, 0, &versions), ERR_NONE);
    assert_int_equal(versions.count, 3);
    assert_int_equal(versions.rows[0].number, 3);
}

static void save__refuses_the_same_file(void **state) {
    const char *id = add("همان", BPMN_OF("same", SOUND), 0);
    int64_t number;
    assert_int_equal(save(id, 1, BPMN_OF("same", SOUND), &number), ERR_CONFLICT);
    assert_string_equal(err_last()->code, "LIB-6");
    assert_int_equal(model_of(id).newest, 1);
    assert_int_equal(save("01m83m2r5s1mm84vf66ks1s6j4", 1, "x", &number), ERR_NOT_FOUND);
}

static void move__publishes_one_version_and_none_with_errors(void **state) {
    const char *id = add("انتشار", BPMN_OF("p1", SOUND), 1);
    int64_t number;
    assert_int_equal(save(id, 1, BPMN_OF("p2", SOUND), &number), ERR_NONE);
    assert_int_equal(move(id, 1, LIBRARY_STATE_PUBLISHED, 1), ERR_INVALID);
    assert_string_equal(err_last()->code, "LIB-7");
    assert_false(model_of(id).published.known);
    assert_int_equal(move(id, 1, LIBRARY_STATE_PUBLISHED, 0), ERR_NONE);
    assert_int_equal(model_of(id).published.value, 1);
    assert_int_equal(move(id, 2, LIBRARY_STATE_PUBLISHED, 0), ERR_NONE);
    assert_int_equal(model_of(id).published.value, 2);
    struct library_version first;
    assert_int_equal(library_version_get(db, arena, id, 1, &first), ERR_NONE);
    assert_int_equal(first.state, LIBRARY_STATE_REPLACED);
    assert_int_equal(move(id, 2, LIBRARY_STATE_PUBLISHED, 0), ERR_CONFLICT);
    assert_int_equal(move(id, 2, LIBRARY_STATE_WITHDRAWN, 0), ERR_NONE);
    assert_false(model_of(id).published.known);
    assert_int_equal(move(id, 2, LIBRARY_STATE_REPLACED, 0), ERR_CONFLICT);
}

static void change__is_refused_when_somebody_was_first(void **state) {
    const char *id = add("نام", BPMN_OF("n", SOUND), 0);
    struct library_change one = {.act = act(),
                                 .id = id,
                                 .edition = 1,
                                 .heading = {.title = "نام دیگر", .role = LIBRARY_IS_TO_BE}};
    assert_int_equal(store_write(store, library_change, &one), ERR_NONE);
    one.heading.title = "نام سوم";
    assert_int_equal(store_write(store, library_change, &one), ERR_CONFLICT);
    read_again();
    assert_string_equal(model_of(id).title, "نام دیگر");
    assert_int_equal(model_of(id).role, LIBRARY_IS_TO_BE);
    one.edition = 2;
    one.heading.title = " ";
    assert_int_equal(store_write(store, library_change, &one), ERR_INVALID);
    assert_string_equal(err_last()->code, "LIB-3");
}

static void list__is_paged_and_searched_forgivingly(void **state) {
    static const char *const words[] = {"گواهي 100% كار", "گواهی‌ کار"};
    char title[80];
    for (int i = 0; i < 60; i++) {
        snprintf(title, sizeof title, "%s %d", words[i % 2], i);
        add(title, i % 3 == 0 ? BPMN_OF("l", SOUND) : BPMN_OF("m", SOUND), i % 3 == 0);
    }
    struct library_list list;
    struct library_filter filter = {.words = "گواهی"};
    size_t seen = 0;
    const char *last = "";
    do {
        assert_int_equal(library_models(db, arena, &filter, &list), ERR_NONE);
        for (size_t i = 0; i < list.count; i++, seen++) {
            assert_string_not_equal(list.rows[i].id, last);
            last = list.rows[i].id;
        }
        filter.after = list.next;
    } while (filter.after != NULL);
    assert_int_equal(seen, 60);
    filter = (struct library_filter){.words = "100%", .limit = 200};
    assert_int_equal(library_models(db, arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, 30);
    filter = (struct library_filter){.words = "گواهی", .complaints = 1, .limit = 200};
    assert_int_equal(library_models(db, arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, 20);
    filter = (struct library_filter){.words = "گواهی", .kind = 1 + LIBRARY_DECISION};
    assert_int_equal(library_models(db, arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, 0);
    filter = (struct library_filter){.after = "99.zz"};
    assert_int_equal(library_models(db, arena, &filter, &list), ERR_NONE);
    assert_int_equal(list.count, LIBRARY_PAGE);
}

static void acts__stand_in_the_audit_trail(void **state) {
    const char *id = add("ردپا", BPMN_OF("trail", SOUND), 0);
    assert_int_equal(move(id, 1, LIBRARY_STATE_PUBLISHED, 0), ERR_NONE);
    struct people_acts acts;
    const struct people_audit_filter filter = {
        .object_type = "library_model", .object_id = id, .limit = 10};
    assert_int_equal(people_audit_list(db, arena, &filter, &acts), ERR_NONE);
    assert_int_equal(acts.count, 2);
    assert_string_equal(acts.rows[0].act, "library.publish");
    assert_non_null(strstr(people_act_sentence(arena, &acts.rows[1]), "ردپا"));
}

/* ---- files ---- */

static enum err read_file(const char *text, struct library_file *out) {
    return library_file_read(arena, text, strlen(text), out);
}

static void file__says_what_it_is_and_what_is_wrong(void **state) {
    struct library_file file;
    struct library_report report;
    assert_int_equal(read_file(BPMN_OF("نام فرآیند", SOUND), &file), ERR_NONE);
    assert_int_equal(file.kind, LIBRARY_PROCESS);
    assert_string_equal(file.name, "نام فرآیند");
    assert_int_equal(library_file_check(arena, &file, &report), ERR_NONE);
    assert_int_equal(report.found.errors, 0);
    assert_int_equal(read_file(BPMN_OF("x", "<task id=\"t\"/><sequenceFlow id=\"f\" "
                                            "sourceRef=\"t\" targetRef=\"gone\"/>"),
                               &file),
                     ERR_NONE);
    assert_int_equal(library_file_check(arena, &file, &report), ERR_NONE);
    assert_true(report.found.errors > 0);
    assert_true(report.count > 0);
}

static void file__that_is_no_model_is_refused_with_a_reason(void **state) {
    struct library_file file;
    assert_int_equal(library_file_read(arena, "", 0, &file), ERR_INVALID);
    assert_string_equal(err_last()->code, "LIB-11");
    assert_int_equal(read_file("<svg/>", &file), ERR_INVALID);
    assert_string_equal(err_last()->code, "LIB-9");
    assert_int_equal(read_file("<a><b></a>", &file), ERR_INVALID);
    assert_string_equal(err_last()->code, "XML-1");
    assert_int_equal(read_file("<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>", &file), ERR_INVALID);
    assert_string_equal(err_last()->code, "XML-2");
    char *large = arena_alloc(arena, LIBRARY_FILE_MAX + 1);
    assert_int_equal(library_file_read(arena, large, LIBRARY_FILE_MAX + 1, &file), ERR_LIMIT);
    assert_string_equal(err_last()->code, "LIB-10");
}

#define TABLE(first, second) \
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"d\" " \
    "namespace=\"u\"><inputData id=\"i\" name=\"n\"><variable name=\"n\" typeRef=\"number\"/>" \
    "</inputData><decision id=\"d1\" name=\"who\"><variable name=\"who\"/>" \
    "<informationRequirement><requiredInput href=\"#i\"/></informationRequirement>" \
    "<decisionTable><input><inputExpression typeRef=\"number\"><text>n</text></inputExpression>" \
    "</input><output/><rule><inputEntry><text>" first "</text></inputEntry>" \
    "<outputEntry><text>1</text></outputEntry></rule><rule><inputEntry><text>" second \
    "</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>" \
    "</decision></definitions>"

static void decision__has_its_gaps_overlaps_and_broken_texts_in_the_report(void **state) {
    static const struct {
        const char *text, *rule;
        enum check_severity severity;
        size_t examples;
    } cases[] = {
        {TABLE("&lt; 5", "&gt; 5"), "DMN-GAP", CHECK_WARNING, 1},
        {TABLE("&lt;= 5", "&gt;= 5"), "DMN-OVERLAP", CHECK_ERROR, 1},
        {TABLE("&lt;= 5", "&gt; 5 +"), "FEEL-", CHECK_ERROR, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct library_file file;
        struct library_report report;
        assert_int_equal(read_file(cases[i].text, &file), ERR_NONE);
        assert_int_equal(file.kind, LIBRARY_DECISION);
        assert_int_equal(library_file_check(arena, &file, &report), ERR_NONE);
        assert_true(report.count >= 1);
        assert_int_equal(strncmp(report.complaints[0].rule, cases[i].rule, strlen(cases[i].rule)),
                         0);
        assert_int_equal(report.complaints[0].severity, cases[i].severity);
        assert_int_equal(report.complaints[0].example_count, cases[i].examples);
        assert_string_equal(report.complaints[0].id, "d1");
    }
    struct library_file file;
    struct library_report report;
    assert_int_equal(read_file(TABLE("&lt;= 5", "&gt; 5"), &file), ERR_NONE);
    assert_int_equal(library_file_check(arena, &file, &report), ERR_NONE);
    assert_int_equal(report.count, 0);
}

static void file__read_without_memory_says_so(void **state) {
    static const char text[] = BPMN_OF("x", SOUND);
    for (unsigned long nth = 1;; nth++) {
        struct arena *own = arena_create(16 << 20);
        struct library_file file;
        struct library_report report;
        fault_arm(FAULT_ALLOC, nth);
        enum err err = library_file_read(own, text, strlen(text), &file);
        err = err == ERR_NONE ? library_file_check(own, &file, &report) : err;
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        arena_destroy(own);
        if (!fired) {
            assert_int_equal(err, ERR_NONE);
            return;
        }
        assert_int_equal(err, ERR_MEMORY);
    }
}

static void save__that_fails_anywhere_leaves_nothing(void **state) {
    for (unsigned long nth = 1;; nth++) {
        struct library_totals before, after;
        struct library_add one = {.act = act(),
                                  .heading = {.title = "قطع", .role = LIBRARY_IS_AS_IS},
                                  .upload = upload(BPMN_OF("cut", SOUND), 0)};
        assert_int_equal(library_count(db, arena, &before), ERR_NONE);
        fault_arm(FAULT_STORE, nth);
        enum err err = store_write(store, library_add, &one);
        bool fired = fault_fired(FAULT_STORE);
        fault_arm(FAULT_STORE, 0);
        read_again();
        assert_int_equal(library_count(db, arena, &after), ERR_NONE);
        assert_int_equal(after.models[LIBRARY_PROCESS] - before.models[LIBRARY_PROCESS],
                         err == ERR_NONE);
        if (!fired) {
            assert_int_equal(err, ERR_NONE);
            return;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file__is_kept_byte_for_byte),
        cmocka_unit_test(save__refuses_what_does_not_stand_on_the_newest_version),
        cmocka_unit_test(save__refuses_the_same_file),
        cmocka_unit_test(move__publishes_one_version_and_none_with_errors),
        cmocka_unit_test(change__is_refused_when_somebody_was_first),
        cmocka_unit_test(list__is_paged_and_searched_forgivingly),
        cmocka_unit_test(acts__stand_in_the_audit_trail),
        cmocka_unit_test(file__says_what_it_is_and_what_is_wrong),
        cmocka_unit_test(file__that_is_no_model_is_refused_with_a_reason),
        cmocka_unit_test(file__read_without_memory_says_so),
        cmocka_unit_test(save__that_fails_anywhere_leaves_nothing),
        cmocka_unit_test(decision__has_its_gaps_overlaps_and_broken_texts_in_the_report),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
